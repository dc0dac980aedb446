'use client'

import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Progress } from '@/components/ui/progress'

type State = { phase: 'idle' } | { phase: 'sending'; percent: number } | { phase: 'failed'; text: string }
type Answer = { redirectTo?: string; error?: { message: string } }

/** The send button of an upload form. With script it shows how far the files are; without, the browser sends the form itself. */
export function UploadProgress({ texts }: { texts: { add: string; sending: string; checking: string; failed: string } }) {
  const box = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<State>({ phase: 'idle' })
  useEffect(() => {
    const form = box.current?.closest('form')
    if (!form) return
    const submit = (event: SubmitEvent) => {
      event.preventDefault()
      setState({ phase: 'sending', percent: 0 })
      sendForm(form, percent => setState({ phase: 'sending', percent })).then(
        answer => {
          if (answer.redirectTo) window.location.assign(answer.redirectTo)
          else setState({ phase: 'failed', text: answer.error?.message ?? texts.failed })
        },
        () => setState({ phase: 'failed', text: texts.failed }),
      )
    }
    form.addEventListener('submit', submit)
    return () => form.removeEventListener('submit', submit)
  }, [texts.failed])
  const isSending = state.phase === 'sending'
  const text = isSending ? (state.percent < 100 ? texts.sending : texts.checking) : undefined
  return (
    <div ref={box} className="flex flex-col gap-3">
      {isSending && <Progress label={text ?? ''} value={state.percent < 100 ? state.percent : undefined} text={`${state.percent} %`} />}
      {state.phase === 'failed' && (
        <p role="alert" className="font-medium text-stop">
          {state.text}
        </p>
      )}
      <Button type="submit" pending={isSending} className="self-start max-sm:w-full">
        {texts.add}
      </Button>
    </div>
  )
}

/** XMLHttpRequest, because fetch does not tell how much has been sent. */
function sendForm(form: HTMLFormElement, onPercent: (percent: number) => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', form.action)
    request.setRequestHeader('accept', 'application/json')
    request.responseType = 'json'
    request.upload.addEventListener('progress', event => {
      if (event.lengthComputable) onPercent(Math.floor((event.loaded * 100) / event.total))
    })
    request.addEventListener('load', () => resolve((request.response as Answer | null) ?? {}))
    request.addEventListener('error', () => reject(new Error('not sent')))
    request.send(new FormData(form))
  })
}
