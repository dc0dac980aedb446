'use client'

import { useRouter } from 'next/navigation'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { FileDrop } from '@/components/ui/file-drop'
import { Notice } from '@/components/ui/notice'
import { Progress } from '@/components/ui/progress'
import { uploadBytes } from './upload-bytes'

type Props = {
  /** Takes the bytes with the other fields in the query, or the form as it is. */
  to: string
  chooseFile: string
  chooseFileHint: string
  send: string
  /** The fields beside the file. */
  children: ReactNode
}

/** A plain form without scripts; with them the file goes up as a stream of bytes, however large, and one sees how far it is. */
export function FileUploadForm({ to, chooseFile, chooseFileHint, send, children }: Props) {
  const t = useTranslations('imports')
  const router = useRouter()
  const [sending, setSending] = useState<{ sent: number; total: number } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    const form = new FormData(event.currentTarget)
    const file = form.get('file')
    event.preventDefault()
    if (!(file instanceof File) || file.size === 0) return setProblem(t('emptyFile'))
    setProblem(null)
    setSending({ sent: 0, total: file.size })
    const query = new URLSearchParams({ name: file.name })
    for (const [name, value] of form) if (typeof value === 'string') query.set(name, value)
    const answer = await uploadBytes(`${to}?${query}`, file, sent => setSending({ sent, total: file.size }))
    if (answer.href) return router.push(answer.href)
    setSending(null)
    setProblem(answer.message ?? t('sendFailed'))
  }

  return (
    <form action={to} method="post" encType="multipart/form-data" onSubmit={submit} className="flex max-w-2xl flex-col gap-(--stack)">
      {problem && <Notice tone="stop" live title={problem} />}
      <FileDrop name="file" label={chooseFile} hint={chooseFileHint} accept=".csv,.txt,.tsv,text/csv,text/plain" required />
      {children}
      {sending && <Progress label={t('sending')} value={sending.sent} max={sending.total} text={`${Math.floor((sending.sent * 100) / sending.total)} %`} />}
      <div>
        <Button type="submit" variant="primary" disabled={sending !== null}>
          {send}
        </Button>
      </div>
    </form>
  )
}
