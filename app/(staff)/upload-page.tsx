import type { ReactNode } from 'react'
import { getTranslations } from 'next-intl/server'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { Notice } from '@/components/ui/notice'

type Props = {
  title: string
  lead: string
  back: ReactNode
  /** The key of what a plain form was refused for, as the address names it. */
  problem: string | string[] | undefined
  /** What is said of a key that has no sentence. */
  otherwise: string
  children: ReactNode
}

/** The page around the form that takes a file. */
export async function UploadPage({ title, lead, back, problem, otherwise, children }: Props) {
  const errors = await getTranslations('errors')
  return (
    <PageBody>
      <PageHeader title={title} meta={lead} back={back} />
      {typeof problem === 'string' && <Notice tone="stop" className="mb-4 max-w-2xl" title={errors.has(problem) ? errors(problem) : otherwise} />}
      <MessagesProvider namespaces={['imports']}>{children}</MessagesProvider>
    </PageBody>
  )
}
