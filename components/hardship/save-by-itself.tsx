'use client'

import { useEffect, useRef, useState } from 'react'

const pauseMilliseconds = 1200

/** Keeps what is typed into the form around it, shortly after each change and when the page is left. Does nothing before script. */
export function SaveByItself({ url, text }: { url: string; text: string }) {
  const box = useRef<HTMLParagraphElement>(null)
  const [isSaved, setSaved] = useState(false)
  useEffect(() => {
    const form = box.current?.closest('form')
    if (!form) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const save = () => {
      clearTimeout(timer)
      timer = undefined
      fetch(url, { method: 'POST', body: new FormData(form), keepalive: true })
        .then(async answer => answer.ok && ((await answer.json()) as { isSaved: boolean }).isSaved)
        .then(setSaved, () => setSaved(false))
    }
    const wait = () => {
      setSaved(false)
      clearTimeout(timer)
      timer = setTimeout(save, pauseMilliseconds)
    }
    const leave = () => document.visibilityState === 'hidden' && timer !== undefined && save()
    const stop = () => {
      clearTimeout(timer)
      timer = undefined
    }
    form.addEventListener('input', wait)
    form.addEventListener('submit', stop)
    document.addEventListener('visibilitychange', leave)
    return () => {
      stop()
      form.removeEventListener('input', wait)
      form.removeEventListener('submit', stop)
      document.removeEventListener('visibilitychange', leave)
    }
  }, [url])
  return (
    <p ref={box} role="status" className="min-h-6 text-[0.92em] text-ink-faint">
      {isSaved ? text : ''}
    </p>
  )
}
