import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import type { FoundBorrower } from '@/lib/borrowers/queries'

type Links = { always: string; anyCase: string; everyone: string }
type Only = { only: 'blocked' | 'needs_reason' | 'reasoned' | null; href: string; isCurrent: boolean }
type Filter = { kind: 'byRule' | 'byPerson' | 'between'; name: string; to?: string; href: string }
const onlyTexts = { blocked: 'blocked', needs_reason: 'needsReason', reasoned: 'reasoned' } as const
type Props = { asked: string; found: readonly FoundBorrower[]; chosen: string | null; narrowed: { day: string; caseNumber: string; person: string }; links: Links; only: readonly Only[]; filters: readonly Filter[] }

/** Find somebody, then see every decision about them; works without script. */
export function FindPerson({ asked, found, chosen, narrowed, links, only, filters }: Props) {
  const t = useTranslations('assurance')
  return (
    <div className="mb-6 flex flex-col gap-3">
      <form role="search" action="/assurance" className="flex max-w-3xl flex-wrap items-end gap-2">
        {narrowed.person && <input type="hidden" name="person" value={narrowed.person} />}
        <label className="flex flex-1 flex-col gap-1 text-sm font-medium text-ink">
          {t('find')}
          <input
            type="search"
            name="q"
            defaultValue={asked}
            placeholder={t('findHint')}
            maxLength={60}
            className="control font-normal"
          />
        </label>
        <label className="flex flex-col gap-1 text-sm font-medium text-ink">
          {t('number')}
          <input type="search" name="case" defaultValue={narrowed.caseNumber} maxLength={60} className="control font-normal" />
        </label>
        <label className="flex flex-col gap-1 text-sm font-medium text-ink">
          {t('day')}
          <input type="date" name="day" defaultValue={narrowed.day} className="control font-normal" />
        </label>
        <Button type="submit">{t('search')}</Button>
      </form>
      {asked && found.length === 0 && <p className="text-ink-soft">{t('nobody')}</p>}
      {found.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {found.map(person => (
            <li key={person.token}>
              <Link
                href={`/assurance?person=${person.token}`}
                className="inline-flex min-h-8 items-center gap-2 rounded-md border border-line px-3 text-sm hover:bg-hover"
              >
                <span className="font-medium text-ink">{person.name}</span>
                <span className="text-ink-faint">{person.number}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        {chosen && (
          <Chip href={links.everyone} removes label={t('removePerson', { name: chosen })}>
            {chosen}
          </Chip>
        )}
        {narrowed.caseNumber && (
          <Chip href={links.anyCase} removes label={t('removeFilter', { value: narrowed.caseNumber })}>
            {narrowed.caseNumber}
          </Chip>
        )}
        {narrowed.day && (
          <Chip href={links.always} removes label={t('removeFilter', { value: narrowed.day })}>
            {narrowed.day}
          </Chip>
        )}
        {filters.map(filter => {
          const said = t(filter.kind, { name: filter.name, rule: filter.name, from: filter.name, to: filter.to ?? '' })
          return (
            <Chip key={filter.kind} href={filter.href} removes label={t('removeFilter', { value: said })}>
              {said}
            </Chip>
          )
        })}
        {only.map(one => (
          <Chip key={one.only ?? 'all'} href={one.href} current={one.isCurrent}>
            {t(one.only === null ? 'all' : onlyTexts[one.only])}
          </Chip>
        ))}
      </div>
    </div>
  )
}
