'use client'

import { useRouter } from 'next/navigation'
import { useState, type SubmitEvent } from 'react'
import { useTranslations } from 'next-intl'
import { uploadBytes } from '@/components/forms/upload-bytes'
import { Button } from '@/components/ui/button'
import { FileDrop } from '@/components/ui/file-drop'
import { Notice } from '@/components/ui/notice'
import { Progress } from '@/components/ui/progress'
import { Select } from '@/components/ui/select'

/** A plain form without scripts; with them the file goes up as a stream of bytes and one sees how far it is. */
export function StatementForm() {
  const t = useTranslations('statements')
  const general = useTranslations('imports')
  const router = useRouter()
  const [sending, setSending] = useState<{ sent: number; total: number } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  async function send(event: SubmitEvent<HTMLFormElement>) {
    const form = new FormData(event.currentTarget)
    const file = form.get('file')
    event.preventDefault()
    if (!(file instanceof File) || file.size === 0) return setProblem(general('emptyFile'))
    setProblem(null)
    setSending({ sent: 0, total: file.size })
    const query = new URLSearchParams({ name: file.name, source: String(form.get('source') ?? '') })
    const answer = await uploadBytes(`/api/uploads/statements?${query}`, file, sent => setSending({ sent, total: file.size }))
    if (answer.href) return router.push(answer.href)
    setSending(null)
    setProblem(answer.message ?? general('sendFailed'))
  }

  return (
    <form action="/api/uploads/statements" method="post" encType="multipart/form-data" onSubmit={send} className="flex max-w-2xl flex-col gap-(--stack)">
      {problem && <Notice tone="stop" live title={problem} />}
      <FileDrop name="file" label={t('chooseFile')} hint={t('chooseFileHint')} accept=".csv,.txt,.tsv,text/csv,text/plain" required />
      <Select name="source" label={t('source')} hint={t('sourceHint')} defaultValue="bank" options={(['bank', 'agency'] as const).map(value => ({ value, label: t(`sources.${value}`) }))} />
      {sending && <Progress label={general('sending')} value={sending.sent} max={sending.total} text={`${Math.floor((sending.sent * 100) / sending.total)} %`} />}
      <div>
        <Button type="submit" variant="primary" disabled={sending !== null}>
          {t('send')}
        </Button>
      </div>
    </form>
  )
}
