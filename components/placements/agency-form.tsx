'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { DateField } from '@/components/ui/date-field'
import { Dialog } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import type { AgencyLine } from '@/lib/placements/agency-queries'

type Props = { agencyId: string; agency: AgencyLine | null; today: string; action: FormAction }

/** An agency's name, contract and standing; each date is what a gate of the guard asks about. */
export function AgencyForm({ agencyId, agency, today, action }: Props) {
  const t = useTranslations('placements')
  const [open, setOpen] = useState(false)
  const title = agency ? t('editAgency') : t('addAgency')
  return (
    <Dialog open={open} onOpenChange={setOpen} trigger={title} triggerLabel={agency ? t('editNamed', { agency: agency.nameEn }) : undefined} title={title} description={t('agencyHint')}>
      <ActionForm action={action} idPrefix={`agency-${agencyId}-`} hidden={{ agencyId }} onOk={() => setOpen(false)} label={title}>
        <div className="grid gap-3 sm:grid-cols-2">
          <Input name="nameEn" label={t('nameEn')} defaultValue={agency?.nameEn} maxLength={120} autoComplete="off" />
          <Input name="nameZhCn" label={t('nameZhCn')} defaultValue={agency?.nameZhCn} maxLength={120} autoComplete="off" />
        </div>
        <Input name="contractNo" label={t('contractNo')} defaultValue={agency?.contractNo} maxLength={120} autoComplete="off" />
        <div className="grid gap-3 sm:grid-cols-2">
          <DateField name="listedSince" label={t('listedSince')} optional defaultValue={agency?.listedSince ?? undefined} />
          <DateField name="listedUntil" label={t('listedUntil')} optional defaultValue={agency?.listedUntil ?? undefined} />
        </div>
        <DateField name="evaluatedOn" label={t('evaluatedOn')} hint={t('evaluatedHint')} optional max={today} defaultValue={agency?.evaluatedOn ?? undefined} />
        <Checkbox name="allowsSubcontracting" value="yes" label={t('allowsSubcontracting')} hint={t('subcontractingHint')} defaultChecked={agency?.allowsSubcontracting} />
        <Button type="submit" variant="primary" className="self-start">
          {t('save')}
        </Button>
      </ActionForm>
    </Dialog>
  )
}
