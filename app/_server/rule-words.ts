import { getLocale, getTranslations } from 'next-intl/server'
import type { ToldReason } from '@/lib/guard/assessment'

/** The rules that spoke, in the reader's language, in one line. */
export async function ruleWords(reasons: readonly ToldReason[]): Promise<string> {
  const t = await getTranslations('guard')
  const isChinese = (await getLocale()) === 'zh-CN'
  const said = reasons.map(({ rule, text, values }) => {
    const words = isChinese ? text?.zh_cn : text?.en
    if (words && values.used !== undefined && values.limit !== undefined) return t('withUse', { words, used: values.used, limit: values.limit })
    return words || (t.has(`rules.${rule}`) ? t(`rules.${rule}`, values) : t('blocked'))
  })
  return said.join(' · ')
}
