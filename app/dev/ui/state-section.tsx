import { Inbox } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Kbd } from '@/components/ui/kbd'
import { LinkButton } from '@/components/ui/link-button'
import { Masked } from '@/components/ui/masked'
import { Meter } from '@/components/ui/meter'
import { Notice } from '@/components/ui/notice'
import { Progress } from '@/components/ui/progress'
import { SkeletonLines } from '@/components/ui/skeleton'
import { StatusDot } from '@/components/ui/status-dot'
import { Line, Section } from './section'

const tones = ['neutral', 'info', 'good', 'attention', 'stop'] as const

export function StateSection() {
  const t = useTranslations('devUi')
  return (
    <Section id="states" title={t('sections.states')}>
      <Line>
        {tones.map(tone => (
          <Badge key={tone} tone={tone}>
            {t(`tone.${tone}`)}
          </Badge>
        ))}
        {tones.map(tone => (
          <StatusDot key={tone} tone={tone}>
            {t(`tone.${tone}`)}
          </StatusDot>
        ))}
      </Line>
      <Line>
        <Chip href="#states" current>
          {t('chip.mine')}
        </Chip>
        <Chip href="#states">{t('chip.pool')}</Chip>
        <Chip href="#states" removes label={t('chip.remove')}>
          {t('chip.bucket')}
        </Chip>
        <Avatar name={t('person.officer')} presence={{ state: 'here', word: t('presence.here') }} />
        <Avatar name={t('person.borrower')} presence={{ state: 'typing', word: t('presence.typing') }} />
        <Avatar name={t('person.officer')} size="sm" presence={{ state: 'away', word: t('presence.away') }} />
        <Masked value="138 **** 5678" reveal={<Button variant="ghost">{t('reveal')}</Button>} />
        <Kbd>J</Kbd>
      </Line>
      <Line>
        <Meter label={t('meter.label')} value={1} max={3} text={t('meter.one')} hint={t('meter.next')} />
        <Meter label={t('meter.label')} value={3} max={3} text={t('meter.full')} hideLabel />
        <Meter label={t('meter.label')} value={40} max={100} text={t('meter.many')} hideLabel />
      </Line>
      <div className="grid gap-6 sm:grid-cols-2">
        <Progress label={t('progress.label')} value={3120} max={5000} text={t('progress.text')} />
        <Progress label={t('progress.waiting')} />
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        {(['info', 'good', 'attention', 'stop'] as const).map(tone => (
          <Notice key={tone} tone={tone} title={t(`notice.${tone}`)}>
            {t('notice.text')}
          </Notice>
        ))}
      </div>
      <ErrorSummary
        quiet
        items={[
          { href: '#wrong', text: t('field.phoneError') },
          { href: '#dollars', text: t('field.amountError') },
        ]}
      />
      <div className="grid gap-6 sm:grid-cols-3">
        <EmptyState
          icon={<Inbox />}
          title={t('empty.title')}
          actions={<LinkButton href="#states">{t('empty.action')}</LinkButton>}
        >
          {t('empty.text')}
        </EmptyState>
        <ErrorState
          title={t('error.title')}
          kept={t('error.kept')}
          requestId="01JD-7Q2M"
          actions={<Button>{t('error.again')}</Button>}
        >
          {t('error.text')}
        </ErrorState>
        <SkeletonLines lines={5} className="py-12" />
      </div>
    </Section>
  )
}
