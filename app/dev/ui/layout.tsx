import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { Toaster } from '@/components/ui/toast'

/** Shown in development and in the demo only. */
export default function DevLayout({ children }: { children: ReactNode }) {
  if (process.env.LEEWAY_DEMO !== '1' && process.env.NODE_ENV === 'production') notFound()
  return (
    <MessagesProvider namespaces={['devUi']}>
      {children}
      <Toaster />
    </MessagesProvider>
  )
}
