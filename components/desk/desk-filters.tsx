'use client'

import { Search } from 'lucide-react'
import { useState, type RefObject } from 'react'
import { useTranslations } from 'next-intl'
import { ChipButton } from '@/components/ui/chip'
import { cn } from '@/components/ui/cn'
import { Kbd } from '@/components/ui/kbd'
import { QUEUE_BUCKETS, QUEUE_LISTS, QUEUE_VIEWS, STAGES } from '@/lib/cases/queue'
import type { DeskView } from './use-desk-view'

type Props = { desk: DeskView; count: string; searchField: RefObject<HTMLInputElement | null> }

/** Whose cases, which list, which bucket and stage, and the search. The address is the view. */
export function DeskFilters({ desk, count, searchField }: Props) {
  const t = useTranslations('desk')
  const { view, set } = desk
  const isSearching = view.q !== ''
  return (
    <div className="flex flex-col gap-2 border-b border-line px-3 py-2 md:px-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div role="group" aria-label={t('whose')} className="flex rounded-md border border-line-strong p-px">
          {QUEUE_VIEWS.map(name => (
            <button
              key={name}
              type="button"
              aria-pressed={view.view === name}
              onClick={() => set({ view: name, owner: null })}
              className={cn(
                'min-h-7 rounded-sm px-3 text-sm',
                view.view === name ? 'bg-accent-soft font-medium text-accent' : 'text-ink-soft hover:bg-hover',
              )}
            >
              {t(`views.${name}`)}
            </button>
          ))}
        </div>
        <SearchField key={view.q} value={view.q} onSearch={q => set({ q })} field={searchField} />
        <p role="status" className="ml-auto text-sm text-ink-faint">
          {count}
        </p>
      </div>
      <div className={cn('quiet-scroll flex items-center gap-1.5 overflow-x-auto pb-0.5', isSearching && 'hidden')}>
        {QUEUE_LISTS.map(name => (
          <ChipButton key={name} pressed={view.list === name} onClick={() => set({ list: name })}>
            {t(`lists.${name}`)}
          </ChipButton>
        ))}
        <span aria-hidden className="mx-1 h-5 w-px shrink-0 bg-line" />
        {QUEUE_BUCKETS.map(name => (
          <ChipButton
            key={name}
            pressed={view.bucket === name}
            onClick={() => set({ bucket: view.bucket === name ? null : name })}
          >
            {name}
          </ChipButton>
        ))}
        <span aria-hidden className="mx-1 h-5 w-px shrink-0 bg-line" />
        {STAGES.map(name => (
          <ChipButton key={name} pressed={view.stage === name} onClick={() => set({ stage: view.stage === name ? null : name })}>
            {t(`stages.${name}`)}
          </ChipButton>
        ))}
        {view.owner && (
          <ChipButton pressed onClick={() => set({ owner: null })}>
            {t('oneOwner')}
          </ChipButton>
        )}
      </div>
    </div>
  )
}

type FieldProps = { value: string; onSearch: (text: string) => void; field: RefObject<HTMLInputElement | null> }

/** Searches on Enter, and as soon as it is emptied. */
function SearchField({ value, onSearch, field }: FieldProps) {
  const t = useTranslations('desk')
  const [typed, setTyped] = useState(value)
  return (
    <form
      role="search"
      onSubmit={event => {
        event.preventDefault()
        onSearch(typed.trim())
      }}
      className="relative min-w-40 flex-1 md:max-w-80"
    >
      <Search aria-hidden className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint" />
      <input
        ref={field}
        type="search"
        aria-label={t('search')}
        placeholder={t('searchHint')}
        value={typed}
        maxLength={60}
        onChange={event => {
          setTyped(event.target.value)
          if (event.target.value === '' && value) onSearch('')
        }}
        className="control pr-8 pl-8"
      />
      <span aria-hidden className="absolute top-1/2 right-2 -translate-y-1/2 max-md:hidden">
        <Kbd>/</Kbd>
      </span>
    </form>
  )
}
