'use client'

import { useRouter } from 'next/navigation'
import { useState, type SubmitEvent } from 'react'
import { useTranslations } from 'next-intl'
import { uploadBytes } from '@/components/forms/upload-bytes'
import { Button } from '@/components/ui/button'
import { FileDrop } from '@/components/ui/file-drop'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Progress } from '@/components/ui/progress'
import { Select } from '@/components/ui/select'
import type { Preset } from '@/lib/imports/presets'

type Props = { presets: Preset[]; today: string }
type Sending = { sent: number; total: number } | null

/** A plain form without scripts; with them the file goes up as a stream of bytes, however large, and one sees how far it is. */
export function UploadForm({ presets, today }: Props) {
  const t = useTranslations('imports')
  const router = useRouter()
  const [sending, setSending] = useState<Sending>(null)
  const [problem, setProblem] = useState<string | null>(null)

  async function send(event: SubmitEvent<HTMLFormElement>) {
    const form = new FormData(event.currentTarget)
    const file = form.get('file')
    event.preventDefault()
    if (!(file instanceof File) || file.size === 0) return setProblem(t('emptyFile'))
    setProblem(null)
    setSending({ sent: 0, total: file.size })
    const query = new URLSearchParams({ name: file.name, preset: String(form.get('preset') ?? ''), asOf: String(form.get('asOf') ?? '') })
    const answer = await uploadBytes(`/api/uploads/imports?${query}`, file, sent => setSending({ sent, total: file.size }))
    if (answer.href) return router.push(answer.href)
    setSending(null)
    setProblem(answer.message ?? t('sendFailed'))
  }

  return (
    <form action="/api/uploads/imports" method="post" encType="multipart/form-data" onSubmit={send} className="flex max-w-2xl flex-col gap-(--stack)">
      {problem && <Notice tone="stop" live title={problem} />}
      <FileDrop name="file" label={t('chooseFile')} hint={t('chooseFileHint')} accept=".csv,.txt,.tsv,text/csv,text/plain" required />
      <div className="grid gap-(--stack) sm:grid-cols-2">
        <Select
          name="preset"
          label={t('preset')}
          hint={t('presetHint')}
          placeholder={t('presetAuto')}
          options={presets.map(preset => ({ value: preset, label: t(`presets.${preset}`) }))}
        />
        <Input name="asOf" type="date" label={t('asOf')} hint={t('asOfHint')} max={today} optional />
      </div>
      {sending && <Progress label={t('sending')} value={sending.sent} max={sending.total} text={`${Math.floor((sending.sent * 100) / sending.total)} %`} />}
      <div>
        <Button type="submit" variant="primary" disabled={sending !== null}>
          {t('send')}
        </Button>
      </div>
    </form>
  )
}
