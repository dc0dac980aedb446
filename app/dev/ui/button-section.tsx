import { Phone, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { Line, Section } from './section'

const variants = ['primary', 'secondary', 'ghost', 'danger-quiet'] as const

export function ButtonSection() {
  const t = useTranslations('devUi')
  return (
    <Section id="buttons" title={t('sections.buttons')}>
      {(['desk', 'portal'] as const).map(size => (
        <Line key={size}>
          {variants.map(variant => (
            <Button key={variant} variant={variant} size={size}>
              {t(`button.${variant}`)}
            </Button>
          ))}
          <Button variant="primary" size={size} pending>
            {t('button.primary')}
          </Button>
          <Button size={size} disabled>
            {t('button.disabled')}
          </Button>
          <Button size={size} shape="icon" aria-label={t('button.call')}>
            <Phone aria-hidden />
          </Button>
          <LinkButton href="#buttons" size={size}>
            <Plus aria-hidden />
            {t('button.link')}
          </LinkButton>
        </Line>
      ))}
    </Section>
  )
}
