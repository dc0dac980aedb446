'use client'

import texts from './global-error-texts.json'
import './globals.css'

/** Stands in when even the root layout failed: it knows no language, speaks both, and must not carry every message. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="zh-CN">
      <body>
        <main className="mx-auto flex min-h-dvh max-w-lg flex-col items-start justify-center gap-6 px-6">
          {Object.entries(texts).map(([lang, text]) => (
            <section key={lang} lang={lang} className="flex flex-col items-start gap-2">
              <h1 className="text-xl font-semibold">{text.title}</h1>
              <p className="text-ink-soft">{text.text}</p>
              <button
                type="button"
                onClick={reset}
                className="min-h-10 rounded-md border border-line-strong bg-surface px-4 font-medium"
              >
                {text.again}
              </button>
            </section>
          ))}
          {error.digest && <p className="font-mono text-xs text-ink-faint">{error.digest}</p>}
        </main>
      </body>
    </html>
  )
}
