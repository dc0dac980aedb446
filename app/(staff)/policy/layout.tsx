import type { ReactNode } from 'react'
import { MessagesProvider } from '@/components/layout/messages-provider'

export default function PolicyLayout({ children }: { children: ReactNode }) {
  return <MessagesProvider namespaces={['policy']}>{children}</MessagesProvider>
}
