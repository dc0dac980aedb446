import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/textarea'
import { Fold } from './fold'

/** The same question as JSON: what the form asked, to be changed and asked again, or another one pasted. */
export function TryJson({ json, isOpen }: { json: string; isOpen: boolean }) {
  const t = useTranslations('rules.try')
  return (
    <Fold title={t('orJson')} isOpen={isOpen}>
      <form method="get" action="/rules/try" aria-label={t('json')} className="flex flex-col gap-4">
        <Textarea key={json} name="json" label={t('json')} hint={t('jsonHint')} rows={12} maxLength={6000} defaultValue={json} className="font-mono text-xs" />
        <Button type="submit" className="self-start">{t('askJson')}</Button>
      </form>
    </Fold>
  )
}
