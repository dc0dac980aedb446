'use client'

import { useState } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { Dialog } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import type { PlacementPanel as Panel } from '@/lib/placements/queries'
import { AgencyItem } from './agency-item'

export type PlacementActions = { notice: FormAction; place: FormAction; recall: FormAction }
type Props = { token: string; panel: Panel; requestKey: string; timeZone: string; actions: PlacementActions }

/** Where the case is placed and how to take it back; or whom it could go to, and what the guard still asks for. */
export function PlacementPanel({ token, panel, requestKey, timeZone, actions }: Props) {
  const t = useTranslations('placements')
  if (panel.live) return <Live token={token} live={panel.live} timeZone={timeZone} recall={actions.recall} />
  if (panel.options.length === 0) return <p className="text-ink-soft">{t('noAgency')}</p>
  return (
    <ul className="flex flex-col gap-4">
      {panel.options.map(option => (
        <AgencyItem key={option.id} token={token} option={option} requestKey={requestKey} timeZone={timeZone} actions={actions} />
      ))}
    </ul>
  )
}

function Live({ token, live, timeZone, recall }: { token: string; live: NonNullable<Panel['live']>; timeZone: string; recall: FormAction }) {
  const t = useTranslations('placements')
  const isChinese = useLocale() === 'zh-CN'
  const [open, setOpen] = useState(false)
  return (
    <div className="flex flex-col items-start gap-2">
      <p className="text-ink">
        {t('placedWith', { agency: isChinese ? live.name.zhCn : live.name.en })}{' '}
        <span className="text-sm text-ink-faint">
          <DateText value={live.placedAt} timeZone={timeZone} />
          {live.by && <> · {live.by}</>}
        </span>
      </p>
      <Dialog open={open} onOpenChange={setOpen} trigger={t('recall')} title={t('recall')} description={t('recallHint')} size="sm">
        <ActionForm action={recall} idPrefix="recall-" hidden={{ token, placementId: live.id }} onOk={() => setOpen(false)} label={t('recall')}>
          <Input name="reason" label={t('recallWhy')} maxLength={500} autoComplete="off" />
          <Button type="submit" variant="primary" className="self-start">
            {t('recall')}
          </Button>
        </ActionForm>
      </Dialog>
    </div>
  )
}
