'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { LinkButton } from '@/components/ui/link-button'

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('ui.failure')
  return (
    <main id="main" className="grid min-h-dvh place-items-center">
      <ErrorState
        heading="h1"
        title={t('title')}
        kept={t('kept')}
        requestId={error.digest}
        actions={
          <>
            <Button variant="primary" onClick={reset}>
              {t('again')}
            </Button>
            <LinkButton href="/">{t('home')}</LinkButton>
          </>
        }
      >
        {t('text')}
      </ErrorState>
    </main>
  )
}
