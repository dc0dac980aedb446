'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import type { SideProps } from '@/components/cases/case-side'
import { ActionForm } from '@/components/forms/action-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Masked } from '@/components/ui/masked'
import { Select } from '@/components/ui/select'
import type { PointView } from '@/lib/contacts/queries'

const reasons = ['call_outside', 'verify_person', 'correct_record', 'legal_duty'] as const
const consents = ['unknown', 'granted', 'refused'] as const
const validities = ['unknown', 'valid', 'invalid', 'wrong_person'] as const

/** The masked value; opening it asks why before it shows the number, and lets what is known of it be corrected. */
export function PointDialog({
  point,
  overview,
  may,
  actions,
}: { point: PointView } & Pick<SideProps, 'overview' | 'may' | 'actions'>) {
  const t = useTranslations('contacts')
  const [open, setOpen] = useState(false)
  const [shown, setShown] = useState<string | null>(null)
  const hidden = { token: overview.view.token, contactPointId: point.id }
  if (!may.reveal && !may.edit) return <Masked value={point.valueMasked} />
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-label={t('aboutPoint', { value: point.valueMasked })}
        className="min-h-6 rounded-sm font-medium text-ink underline decoration-line-strong decoration-dotted underline-offset-4 hover:text-accent"
      >
        {point.valueMasked}
      </button>
      <Dialog
        open={open}
        onOpenChange={next => {
          setOpen(next)
          if (!next) setShown(null)
        }}
        title={shown ?? point.valueMasked}
        description={t(`relations.${point.relation}`)}
        size="sm"
      >
        <div className="flex flex-col gap-6">
          {may.reveal && shown === null && (
            <ActionForm
              action={actions.revealAction}
              idPrefix="reveal-"
              hidden={hidden}
              onOk={state => setShown(state.values?.value ?? null)}
              label={t('reveal')}
            >
              <Select
                name="reason"
                label={t('revealWhy')}
                hint={t('revealHint')}
                options={reasons.map(value => ({ value, label: t(`revealReasons.${value}`) }))}
              />
              <Button type="submit" className="self-start">
                {t('reveal')}
              </Button>
            </ActionForm>
          )}
          {shown && (
            <p role="status" className="font-mono text-lg break-all text-ink select-all">
              {shown}
            </p>
          )}
          {may.edit && (
            <ActionForm
              action={actions.editPointAction}
              idPrefix="edit-"
              hidden={hidden}
              onOk={() => setOpen(false)}
              label={t('edit')}
            >
              <Select
                name="validity"
                label={t('validity')}
                defaultValue={point.validity}
                options={validities.map(value => ({ value, label: t(`validities.${value}`) }))}
              />
              <Select
                name="consent"
                label={t('consent')}
                defaultValue={point.consent}
                options={consents.map(value => ({ value, label: t(`consents.${value}`) }))}
              />
              <Button type="submit" className="self-start">
                {t('edit')}
              </Button>
            </ActionForm>
          )}
        </div>
      </Dialog>
    </>
  )
}
