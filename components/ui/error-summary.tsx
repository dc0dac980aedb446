'use client'

import { useEffect, useRef } from 'react'
import { useTranslations } from 'next-intl'

export type SummaryItem = { href?: string; text: string; newTab?: boolean }

type Props = { title?: string; message?: string; items: readonly SummaryItem[]; /** Does not take the focus. */ quiet?: boolean }

/** What went wrong, on top, with a link to each field; without fields the message is the heading. Takes the focus whenever `items` change. */
export function ErrorSummary({ title, message, items, quiet }: Props) {
  const t = useTranslations('ui')
  const heading = title ?? (items.length === 0 && message ? message : t('errorTitle'))
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!quiet) box.current?.focus()
  }, [items, quiet])
  return (
    <div
      ref={box}
      tabIndex={-1}
      role={quiet ? undefined : 'alert'}
      className="rounded-lg border-2 border-stop bg-surface px-4 py-3 outline-offset-2"
    >
      <h2 className="font-semibold text-ink">{heading}</h2>
      {message && message !== heading && <p className="mt-1 text-ink-soft">{message}</p>}
      {items.length > 0 && (
        <ul className="mt-2 flex list-disc flex-col gap-1 pl-5 text-stop">
          {items.map((item, index) => (
            <li key={index}>
              {item.href ? (
                <a href={item.href} target={item.newTab ? '_blank' : undefined} className="font-medium underline underline-offset-2 hover:decoration-2">
                  {item.text}
                </a>
              ) : (
                item.text
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
