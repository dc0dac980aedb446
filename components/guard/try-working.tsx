import { useLocale, useTranslations } from 'next-intl'
import type { Standing } from '@/lib/guard/evaluate'
import type { Tried } from '@/lib/guard/playground'

const parts: { standing: Exclude<Standing, 'spoke'>; title: 'silent' | 'notInForce' | 'notAbout' }[] = [
  { standing: 'silent', title: 'silent' },
  { standing: 'not_in_force', title: 'notInForce' },
  { standing: 'not_about_this', title: 'notAbout' },
]

/** Every rule that said nothing, and why, folded; below it the same question for a machine. */
export function TryWorking({ tried: { rules, body } }: { tried: Tried }) {
  const t = useTranslations('rules.try')
  const isChinese = useLocale() === 'zh-CN'
  return (
    <div className="flex flex-col gap-3">
      <h3 className="font-semibold text-ink">{t('working')}</h3>
      {parts.map(({ standing, title }) => {
        const found = rules.filter(one => one.standing === standing)
        if (found.length === 0) return null
        return (
          <details key={standing} className="rounded-lg border border-line px-4 py-2 text-sm">
            <summary className="cursor-pointer text-ink-soft">{t(title, { count: found.length })}</summary>
            <ul className="mt-2 flex flex-col gap-2">
              {found.map(({ rule }) => (
                <li key={`${rule.pack}/${rule.id}`} className="text-ink-soft">
                  {isChinese ? rule.text.zh_cn : rule.text.en}
                  <span className="block text-xs break-all text-ink-faint">{rule.pack} / {rule.id}</span>
                </li>
              ))}
            </ul>
          </details>
        )
      })}
      <details className="rounded-lg border border-line px-4 py-2 text-sm">
        <summary className="cursor-pointer text-accent">{t('api')}</summary>
        <p className="mt-2 text-ink-faint">{t('apiHint')}</p>
        <textarea readOnly aria-label={t('api')} rows={14} className="control mt-2 font-mono text-xs" defaultValue={JSON.stringify(body, null, 2)} key={JSON.stringify(body)} />
      </details>
    </div>
  )
}
