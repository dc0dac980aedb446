'use client'

import {
  startTransition,
  useActionState,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  type ReactNode,
  type SubmitEvent,
} from 'react'
import { useTranslations } from 'next-intl'
import { cn } from '@/components/ui/cn'
import { ErrorSummary } from '@/components/ui/error-summary'
import { FieldContext } from '@/components/ui/field-context'
import { Notice } from '@/components/ui/notice'
import { idle, type FormAction, type FormState } from './form-state'

type Props = {
  action: FormAction
  /** Needed when two forms of one page share field names. */
  idPrefix?: string
  /** Sent with every attempt, e.g. a record's token or an idempotency key. */
  hidden?: Record<string, string>
  resetOnOk?: boolean
  onOk?: (state: FormState) => void
  label?: string
  className?: string
  children: ReactNode
}

/**
 * A form over a server action. Works before any script has loaded; afterwards nothing typed is lost on failure,
 * the summary takes the focus, fields inside show their own error, and a second press sends nothing twice.
 */
export function ActionForm({ action, idPrefix = '', hidden, resetOnOk, onOk, label, className, children }: Props) {
  const [state, send, pending] = useActionState(action, idle)
  const form = useRef<HTMLFormElement>(null)
  const context = useMemo(
    () => ({ idPrefix, pending, fields: state.fields ?? {}, values: state.values ?? {} }),
    [idPrefix, pending, state.fields, state.values],
  )
  const settle = useEffectEvent((answer: FormState) => {
    if (answer.status !== 'ok') return
    if (resetOnOk) form.current?.reset()
    onOk?.(answer)
  })
  useEffect(() => settle(state), [state])

  // React empties a form after its action; sending it ourselves keeps what was typed.
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const data = new FormData(event.currentTarget, event.nativeEvent.submitter)
    startTransition(() => send(data))
  }

  return (
    <FieldContext value={context}>
      <form
        ref={form}
        action={send}
        onSubmit={submit}
        aria-label={label}
        aria-busy={pending}
        noValidate
        className={cn('flex flex-col gap-(--stack)', className)}
      >
        {Object.entries(hidden ?? {}).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <FormAnswer state={state} idPrefix={idPrefix} lender={hidden?.lender} />
        {children}
      </form>
    </FieldContext>
  )
}

function FormAnswer({ state, idPrefix, lender }: { state: FormState; idPrefix: string; lender?: string }) {
  const t = useTranslations('ui')
  const items = useMemo(
    () => [
      ...Object.entries(state.fields ?? {}).map(([name, text]) => ({ href: `#${idPrefix}${name}`, text })),
      ...(state.reason?.details ?? []).map(text => ({ text })),
      ...(lender && state.reason?.isSessionOver
        ? [{ href: `/portal/${lender}/sign-in?again=1`, text: t('signInAgain'), newTab: true }]
        : []),
    ],
    [state, idPrefix, lender, t],
  )
  if (state.status === 'ok' && state.message) return <Notice tone="good" live title={state.message} />
  if (state.status !== 'error') return null
  const quote = state.reason?.requestId && t('requestId', { id: state.reason.requestId })
  return <ErrorSummary message={[state.message, quote].filter(Boolean).join(' ')} items={items} />
}
