'use client'

import { ArrowRight, Keyboard } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'

/** Serve-next and the list of keys. */
export function DeskToolbar({ canWork, next, onHelp }: { canWork: boolean; next: FormAction; onHelp: () => void }) {
  const t = useTranslations('desk')
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 px-3 pt-2 md:px-4">
      {canWork ? (
        <ActionForm action={next} label={t('next')} className="flex-row items-center gap-3">
          <Button type="submit" variant="primary">
            {t('next')}
            <ArrowRight aria-hidden />
          </Button>
        </ActionForm>
      ) : (
        <span />
      )}
      <Button variant="ghost" onClick={onHelp}>
        <Keyboard aria-hidden />
        {t('keys')}
      </Button>
    </div>
  )
}
