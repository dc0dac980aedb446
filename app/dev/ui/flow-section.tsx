import { MessageSquare, Phone, ShieldCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { DocumentViewer } from '@/components/ui/document-viewer'
import { Stepper } from '@/components/ui/stepper'
import { Timeline } from '@/components/ui/timeline'
import { Section } from './section'

export function FlowSection() {
  const t = useTranslations('devUi')
  const steps = (['sent', 'read', 'decided', 'agreed'] as const).map((id, index) => ({
    id,
    label: t(`steps.${id}`),
    state: index < 2 ? ('done' as const) : index === 2 ? ('current' as const) : ('todo' as const),
    note: index === 2 ? t('steps.note') : undefined,
  }))
  return (
    <Section id="flow" title={t('sections.flow')}>
      <Stepper label={t('steps.label')} steps={steps} across />
      <div className="grid gap-8 sm:grid-cols-3">
        <Stepper label={t('steps.labelDown')} steps={steps} />
        <Timeline
          label={t('timeline.label')}
          items={[
            {
              id: 'a',
              icon: <Phone />,
              tone: 'good',
              title: t('timeline.call'),
              at: <DateText value={new Date('2026-11-23T06:05:00Z')} />,
              who: t('person.officer'),
              body: t('timeline.callNote'),
            },
            {
              id: 'b',
              icon: <ShieldCheck />,
              tone: 'attention',
              title: t('timeline.blocked'),
              at: <DateText value={new Date('2026-11-22T13:12:00Z')} />,
              body: t('timeline.blockedNote'),
            },
            {
              id: 'c',
              icon: <MessageSquare />,
              title: t('timeline.message'),
              at: <DateText value={new Date('2026-11-20T02:00:00Z')} />,
            },
          ]}
        />
        <DocumentViewer
          label={t('viewer.label')}
          pages={[{ src: '/samples/proof.svg', alt: t('viewer.page') }]}
          className="h-80"
        />
      </div>
    </Section>
  )
}
