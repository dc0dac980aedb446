import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { PortalHeading } from '@/components/layout/portal-shell'
import { Button } from '@/components/ui/button'
import { SaveByItself } from './save-by-itself'

/** What every step's form sends and where it stands. */
export type StepFrame = { lender: string; step: string; application?: string; back?: 'check'; backHref: string; number: number; of: number }

type Props = { frame: StepFrame; action: FormAction; title: ReactNode; lead?: ReactNode; canSkip?: boolean; children: ReactNode }

export function StepHeading({ frame, title, lead }: Pick<Props, 'frame' | 'title' | 'lead'>) {
  const t = useTranslations('hardship')
  return (
    <PortalHeading
      back={
        <span className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
          <Link className="inline-flex min-h-11 items-center underline underline-offset-4" href={frame.backHref}>
            {t('back')}
          </Link>
          <span className="text-ink-faint">{t('progress', { number: frame.number, of: frame.of })}</span>
        </span>
      }
      title={title}
      lead={lead}
    />
  )
}

/** One question on one page; what is sent is kept at once. */
export function StepForm({ frame, action, title, lead, canSkip, children }: Props) {
  const t = useTranslations('hardship')
  return (
    <>
      <StepHeading frame={frame} title={title} lead={lead} />
      <ActionForm action={action} hidden={stepFields(frame)}>
        {children}
        <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
          <Button type="submit" variant="primary" className="max-sm:w-full">
            {t('saveAndGoOn')}
          </Button>
          {canSkip && <span className="text-[0.92em] text-ink-faint">{t('mayBeEmpty')}</span>}
          <SaveByItself url={`/api/portal/${frame.lender}/hardship/${frame.step}`} text={t('saved')} />
        </div>
      </ActionForm>
    </>
  )
}

export const stepFields = (frame: StepFrame): Record<string, string> => ({
  lender: frame.lender,
  ...(frame.application && { application: frame.application }),
  ...(frame.back && { back: frame.back }),
})
