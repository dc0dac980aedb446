import type { ReactNode } from 'react'
import { MessagesProvider } from '@/components/layout/messages-provider'

export default function CreditReportsLayout({ children }: { children: ReactNode }) {
  return <MessagesProvider namespaces={['creditReports']}>{children}</MessagesProvider>
}
