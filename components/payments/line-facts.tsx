import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { DescriptionList } from '@/components/ui/description-list'
import type { InboxLine } from '@/lib/payments/bank-inbox-queries'

/** What the bank, the agency or the provider says about the money. */
export function LineFacts({ line }: { line: InboxLine }) {
  const t = useTranslations('statements')
  const facts = [
    { id: 'payer', term: t('payer'), detail: [line.payerName || t('unnamed'), line.payerAccount && `*${line.payerAccount}`].filter(Boolean).join(' · ') },
    { id: 'bookedOn', term: t('bookedOn'), detail: <DateText value={line.bookedOn} /> },
    { id: 'remark', term: t('remark'), detail: [line.number, line.remark].filter(Boolean).join(' · ') || '–' },
    { id: 'reference', term: t('reference'), detail: line.reference ?? '–' },
    { id: 'source', term: t('source'), detail: t(`sources.${line.source}`) },
  ]
  return <DescriptionList lined items={facts} />
}
