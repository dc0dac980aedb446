import { getTranslations } from 'next-intl/server'
import { ErrorState } from '@/components/ui/error-state'
import { LinkButton } from '@/components/ui/link-button'

export default async function NotFound() {
  const t = await getTranslations('shell.notFound')
  return (
    <main id="main" className="grid min-h-dvh place-items-center">
      <ErrorState
        heading="h1"
        title={t('title')}
        actions={
          <LinkButton href="/" variant="primary">
            {t('home')}
          </LinkButton>
        }
      >
        {t('text')}
      </ErrorState>
    </main>
  )
}
