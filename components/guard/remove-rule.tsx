import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/textarea'
import type { RulePack } from '@/lib/guard/rule'

type Hidden = { id: string; seen: string }

/** Folded, so that nobody takes a rule out in passing; the reason stands in the comparison. */
export function RemoveRule({ ruleId, action, hidden }: { ruleId: string; action: FormAction; hidden: Hidden }) {
  const t = useTranslations('rules')
  return (
    <details className="mt-8 border-t border-line pt-4">
      <summary className="cursor-pointer text-sm text-ink-soft">{t('removeRule')}</summary>
      <ActionForm action={action} hidden={{ ...hidden, ruleId }} idPrefix="remove-" label={t('removeRule')} className="mt-4 max-w-xl">
        <Textarea name="reason" label={t('removeReason')} hint={t('removeHint')} maxLength={2000} />
        <Button type="submit" variant="danger-quiet" className="self-start">{t('removeThis')}</Button>
      </ActionForm>
    </details>
  )
}

/** What was taken out on the way, with its reason and a way back. */
export function RemovedRules({ removed, action, hidden }: { removed: RulePack['removed']; action: FormAction; hidden: Hidden }) {
  const t = useTranslations('rules')
  const isChinese = useLocale() === 'zh-CN'
  if (!removed || removed.length === 0) return null
  return (
    <section aria-labelledby="removed" className="mt-6">
      <h2 id="removed" className="px-3 text-sm font-semibold text-ink">{t('removedRules')}</h2>
      <ul className="flex flex-col gap-3 pt-2">
        {removed.map(({ rule, reason }) => (
          <li key={rule.id} className="px-3 text-sm text-ink-soft">
            {isChinese ? rule.text.zh_cn : rule.text.en}
            <span className="block text-xs break-words text-ink-faint">{t('removedBecause', { reason })}</span>
            <ActionForm action={action} hidden={{ ...hidden, ruleId: rule.id }} idPrefix={`back-${rule.id}-`} label={t('putBackOne', { rule: rule.id })} className="mt-1">
              <Button type="submit" size="desk" className="self-start">{t('putBack')}</Button>
            </ActionForm>
          </li>
        ))}
      </ul>
    </section>
  )
}
