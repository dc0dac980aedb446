import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { GuardReasonText } from '@/components/guard/reason-text'
import { DateText } from '@/components/ui/date-text'
import { DescriptionList } from '@/components/ui/description-list'
import { StatusDot } from '@/components/ui/status-dot'
import type { DecisionChain as Chain } from '@/lib/guard/decision-queries'
import { readStrategyStep } from '@/lib/guard/strategy-step'
import { readReceipt } from '@/lib/outbox/receipt-input'
import { toToken } from '@/lib/url-token'
import { outcomeWord } from './decision-list'
import { FactsTold } from './facts-told'

/** From the asking to the words that arrived: each link of one decision. */
export function DecisionChain({ chain, timeZone }: { chain: Chain; timeZone: string }) {
  const t = useTranslations('assurance')
  const guard = useTranslations('guard')
  const contacts = useTranslations('contacts')
  const outbox = useTranslations('outbox')
  const { decision, contact, message } = chain
  const receipt = message && readReceipt(message)
  const ofCase = chain.case?.strategy ? `${chain.case.strategy} v${chain.case.version}` : null
  const sender = readStrategyStep(message?.key == null ? null : { key: message.key, strategyStep: message.strategyStep })
  const strategy = sender ? t('step', { step: sender.step, strategy: sender.strategy ?? ofCase ?? '–' }) : ofCase
  const items = [
    { id: 'what', term: t('what'), detail: `${guard(`kinds.${decision.kind}`)} · ${guard(`purposes.${decision.purpose}`)}${chain.toMasked ? ` · ${chain.toMasked}` : ''}` },
    { id: 'outcome', term: t('answer'), detail: <StatusDot tone={decision.decision === 'allowed' ? 'good' : 'attention'}>{guard(outcomeWord(decision.decision))}</StatusDot> },
    { id: 'when', term: t('when'), detail: <DateText value={decision.decidedAt} timeZone={timeZone} show="exact" /> },
    { id: 'who', term: t('who'), detail: chain.actorName ?? t(`actors.${decision.actorKind}`) },
    {
      id: 'case',
      term: t('case'),
      detail: chain.case?.id ? (
        <Link className="text-accent hover:underline" href={`/cases/${toToken(decision.borrowerId, chain.case.id)}/timeline`}>
          {chain.case.number}
        </Link>
      ) : (
        '–'
      ),
    },
    ...(strategy ? [{ id: 'step', term: t('strategy'), detail: strategy }] : []),
    ...(decision.givenReason ? [{ id: 'given', term: t('given'), detail: decision.givenReason }] : []),
  ]
  return (
    <div className="flex max-w-4xl flex-col gap-8">
      <DescriptionList items={items} lined />
      <section aria-labelledby="spoke" className="flex flex-col gap-2">
        <h2 id="spoke" className="font-semibold text-ink">{t('spoke')}</h2>
        {chain.reasons.length === 0 && <p className="text-ink-soft">{t('noneSpoke')}</p>}
        <ul className="flex flex-col gap-2 text-sm text-ink-soft">
          {chain.reasons.map(reason => (
            <li key={reason.rule}>
              <GuardReasonText reason={reason} timeZone={timeZone} />
            </li>
          ))}
        </ul>
        <p className="text-sm text-ink-faint">{t('packsUsed', { packs: decision.packs.join(' · ') })}</p>
      </section>
      <Replayed chain={chain} timeZone={timeZone} />
      <FactsTold facts={decision.facts} />
      <section aria-labelledby="contact" className="flex flex-col gap-2">
        <h2 id="contact" className="font-semibold text-ink">{t('contact')}</h2>
        {!contact && <p className="text-ink-soft">{t('noContact')}</p>}
        {contact && (
          <p className="text-sm text-ink-soft">
            <DateText value={contact.occurredAt} timeZone={timeZone} show="exact" />
            {contact.outcome && contacts.has(`outcomes.${contact.outcome}`) && <> · {contacts(`outcomes.${contact.outcome}`)}</>}
          </p>
        )}
        {message && !contact && <p className="text-sm text-ink-faint">{t('planned')}</p>}
        {message?.handedAt && (
          <p className="text-sm text-ink-faint">
            {t('sentTo', { to: message.to ?? '' })} <DateText value={message.handedAt} timeZone={timeZone} show="exact" />
            {receipt && (
              <>
                {' · '}
                {outbox(`delivery.${receipt.delivery}`)} <DateText value={receipt.at} timeZone={timeZone} show="exact" />
              </>
            )}
          </p>
        )}
        {message && (
          <p className="rounded-md bg-sunken px-3 py-2 text-sm whitespace-pre-line text-ink-soft">
            {message.subject && <span className="block font-medium text-ink">{message.subject}</span>}
            {message.body}
          </p>
        )}
      </section>
    </div>
  )
}

/** The same facts and pack versions decided once more: the record explains itself, years later too. */
function Replayed({ chain, timeZone }: { chain: Chain; timeZone: string }) {
  const t = useTranslations('assurance')
  const isChinese = useLocale() === 'zh-CN'
  const { replayed } = chain
  const caps = replayed.outcome === 'unreadable' ? [] : replayed.answer.remaining
  return (
    <section aria-labelledby="replay" className="flex flex-col gap-2">
      <h2 id="replay" className="font-semibold text-ink">{t('replay')}</h2>
      <StatusDot tone={replayed.outcome === 'same' ? 'good' : 'attention'}>{t(`replays.${replayed.outcome}`)}</StatusDot>
      {caps.length > 0 && (
        <ul className="flex flex-col gap-1 text-sm text-ink-soft">
          {caps.map(cap => (
            <li key={`${cap.pack}/${cap.rule}`}>
              {t('allowance', { rule: `${cap.pack} ${cap.rule}`, used: cap.used, limit: cap.limit })}
              {cap.resetsAt && (
                <>
                  {' · '}
                  <DateText value={cap.resetsAt} timeZone={timeZone} show="exact" />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {replayed.outcome !== 'unreadable' && replayed.answer.conditions.length > 0 && (
        <ul className="list-disc pl-5 text-sm text-ink-soft">
          {replayed.answer.conditions.map(condition => (
            <li key={`${condition.pack}/${condition.rule}`}>{isChinese ? condition.text.zh_cn : condition.text.en}</li>
          ))}
        </ul>
      )}
    </section>
  )
}
