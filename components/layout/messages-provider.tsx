import type { ReactNode } from 'react'
import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'

type Props = { namespaces: readonly string[]; children: ReactNode }

/** Sends only the named top-level texts to the browser, always with `ui`. The innermost provider decides: name all you need. */
export async function MessagesProvider({ namespaces, children }: Props) {
  const all = await getMessages()
  const wanted = new Set(['ui', ...namespaces])
  const messages = Object.fromEntries(Object.entries(all).filter(([name]) => wanted.has(name)))
  return <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>
}
