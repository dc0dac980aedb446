import NextAuth from 'next-auth'
import { authOptions } from '@/app/_server/auth'

type Handler = (request: Request, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>

const handler: Handler = (request, context) => (NextAuth(authOptions()) as Handler)(request, context)

export { handler as GET, handler as POST }
