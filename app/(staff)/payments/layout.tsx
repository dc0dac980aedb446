import type { ReactNode } from 'react'
import { MessagesProvider } from '@/components/layout/messages-provider'

export default function PaymentsLayout({ children }: { children: ReactNode }) {
  return <MessagesProvider namespaces={['payments', 'proposals', 'statements', 'providers']}>{children}</MessagesProvider>
}
