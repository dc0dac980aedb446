'use client'

import { signIn } from 'next-auth/react'
import { useRouter } from 'next/navigation'
import { useRef, useState, useSyncExternalStore, type SubmitEvent } from 'react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'

const nothing = () => () => undefined

type Login = { lender: string; role: string; email: string; password: string }

/** One answer for every failure: an unknown person, a wrong password and a wrong code read the same. */
export function SignInForm({ isDemo, demoLogins }: { isDemo: boolean; demoLogins: readonly Login[] }) {
  const t = useTranslations('signIn')
  const router = useRouter()
  const [state, setState] = useState<'idle' | 'sending' | 'failed'>('idle')
  const ready = useSyncExternalStore(
    nothing,
    () => true,
    () => false,
  )
  const form = useRef<HTMLFormElement>(null)

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    setState('sending')
    const answer = await signIn('credentials', {
      redirect: false,
      email: String(data.get('email') ?? ''),
      password: String(data.get('password') ?? ''),
      totp: String(data.get('totp') ?? ''),
    }).catch(() => null)
    if (answer?.ok && !answer.error) {
      router.replace('/start')
      router.refresh()
    } else setState('failed')
  }

  function fill(index: string) {
    const login = demoLogins[Number(index)]
    if (!login || !form.current) return
    const set = (name: string, value: string) => {
      const field = form.current?.elements.namedItem(name)
      if (field instanceof HTMLInputElement) field.value = value
    }
    set('email', login.email)
    set('password', login.password)
  }

  return (
    <form
      ref={form}
      method="post"
      onSubmit={event => void submit(event)}
      className="flex flex-col gap-4"
      aria-busy={state === 'sending'}
    >
      <h1 className="text-2xl font-semibold tracking-tight text-ink">{t('title')}</h1>
      {state === 'failed' && <ErrorSummary message={t('failed')} items={[]} />}
      <Input name="email" type="email" label={t('email')} autoComplete="username" required />
      <Input name="password" type="password" label={t('password')} autoComplete="current-password" required />
      <Input
        name="totp"
        label={t('code')}
        hint={isDemo ? t('codeHintDemo') : t('codeHint')}
        optional={isDemo}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={8}
      />
      <Button type="submit" variant="primary" shape="wide" disabled={!ready} pending={state === 'sending'}>
        {t('submit')}
      </Button>
      {demoLogins.length > 0 && (
        <div className="mt-2 flex flex-col gap-2 border-t border-line pt-4">
          <p className="text-sm text-ink-soft">{t('demoText')}</p>
          <Select
            name="demo"
            label={t('demoLogin')}
            placeholder={t('demoChoose')}
            options={demoLogins.map((login, index) => ({
              value: String(index),
              label: `${login.lender} · ${roleName(t, login.role)} · ${login.email}`,
            }))}
            onChange={event => fill(event.target.value)}
          />
        </div>
      )}
    </form>
  )
}

type Translate = ReturnType<typeof useTranslations<'signIn'>>
const roleName = (t: Translate, role: string) => (t.has(`roles.${role}`) ? t(`roles.${role}`) : role)
