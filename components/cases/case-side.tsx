'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import { startTransition, useRef, useState } from 'react'
import { useTranslations } from 'next-intl'
import { KeysHelp } from '@/components/desk/keys-help'
import { runAction } from '@/components/desk/run-action'
import { useKey } from '@/components/desk/use-desk-keys'
import type { FormAction, FormState } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { Notice } from '@/components/ui/notice'
import { showToast } from '@/components/ui/toast'
import { ContactPoints } from '@/components/contacts/contact-points'
import type { Overview } from '@/lib/cases/overview-queries'
import { AdviceText, DoNotList } from './advice'
import { SidePanels, type Panel } from './side-panels'
import type { SnoozeDates } from './work-forms'

export type Days = { snooze: SnoozeDates; today: string; promiseLast: string; callBackLast: string }
export type May = Record<'work' | 'contact' | 'reveal' | 'edit' | 'promise' | 'hardship' | 'assign' | 'note' | 'payLink', boolean>
export type SideActions = Record<
  | 'startCallAction' | 'logOutcomeAction' | 'logInboundAction' | 'revealAction' | 'addPointAction' | 'editPointAction' | 'sendMessageAction'
  | 'takePromiseAction' | 'cancelPromiseAction' | 'openHardshipAction' | 'noteAction' | 'snoozeAction' | 'asideAction' | 'assignAction' | 'finishAndNextAction',
  FormAction
> // prettier-ignore
export type SideProps = {
  overview: Overview
  may: May
  workers: readonly { id: string; name: string }[]
  days: Days
  now: Date
  ids: { request: string; inbound: string; message: string }
  actions: SideActions
}

const wanted: Record<string, Panel> = { promise: 'promise', note: 'note', message: 'message' }

/** The working side of a case: next step, do-nots, numbers, and one form at a time, each a key away. */
export function CaseSide(props: SideProps) {
  const { overview, may, actions } = props
  const { view, panel, advice, doNot } = overview
  const t = useTranslations('cases')
  const router = useRouter()
  const asked = useSearchParams().get('do')
  const [chosen, setPanel] = useState<Panel | null>(wanted[asked ?? ''] ?? null)
  const [answered, setAnswered] = useState<{ contactId: string } | null>(null)
  const [said, setSaid] = useState<FormState | null>(null)
  const [help, setHelp] = useState(false)
  const calls = useRef<HTMLDivElement>(null)
  const shown: Panel | null =
    panel.unlogged && (chosen === null || chosen === 'result') ? 'result' : chosen === 'result' ? null : chosen
  const isOpen = view.status === 'open'
  useQuery({
    queryKey: ['claim', view.token],
    queryFn: () => claim(view.token),
    enabled: may.work && isOpen,
    refetchInterval: 5 * 60_000,
    retry: false,
  })

  const toggle = (name: Panel) => setPanel(now => (now === name ? null : name))
  const focusCall = () => calls.current?.querySelector<HTMLElement>('button[data-call]:not(:disabled)')?.focus()
  function settled(state: FormState) {
    setSaid(state)
    const next = state.values?.next
    if (next === 'promise' && may.promise) setPanel('promise')
    else if (next === 'hardship' && may.hardship) setPanel('hardship')
    else setPanel(null)
  }
  function done() {
    startTransition(async () => {
      const answer = await runAction(actions.finishAndNextAction, { token: view.token })
      if (answer.status === 'error') showToast({ title: answer.message ?? '', tone: 'stop' })
    })
  }
  useKey('c', focusCall, may.contact && isOpen)
  useKey('r', () => setPanel('result'), panel.unlogged !== null)
  useKey('p', () => toggle('promise'), may.promise && isOpen)
  useKey('n', () => toggle('note'), may.note)
  useKey('m', () => toggle('message'), may.contact && isOpen)
  useKey('i', () => toggle('inbound'), may.contact && isOpen)
  useKey('s', () => toggle('snooze'), may.work && isOpen)
  useKey('a', () => toggle('assign'), may.assign && isOpen)
  useKey('e', done, may.work && isOpen)
  useKey('?', () => setHelp(true))
  useKey('escape', () => (shown ? setPanel(null) : router.push('/desk')))

  const buttons = [
    { name: 'promise', keys: 'P', on: may.promise && isOpen },
    { name: 'note', keys: 'N', on: may.note },
    { name: 'message', keys: 'M', on: may.contact && isOpen },
    { name: 'inbound', keys: 'I', on: may.contact && isOpen },
    { name: 'hardship', keys: '', on: may.hardship && isOpen && view.application === null },
    { name: 'snooze', keys: 'S', on: may.work && isOpen },
    { name: 'assign', keys: 'A', on: may.assign && isOpen },
  ] as const
  const panels = <SidePanels {...props} panel={shown} lastContactId={answered?.contactId ?? null} onSettled={settled} />
  return (
    <div id="what-to-do" className="flex scroll-mt-14 flex-col gap-5 px-4 py-4">
      <AdviceText advice={advice} timeZone={view.timeZone} />
      <DoNotList items={doNot} timeZone={view.timeZone} />
      {said?.message && <Notice tone="good" live title={said.message} />}
      {shown === 'result' && <div className="border-t border-line pt-4">{panels}</div>}
      <div ref={calls}>
        <ContactPoints {...props} onStarted={contactId => (setAnswered({ contactId }), setPanel('result'))} />
      </div>
      <div className="flex flex-col gap-3 border-t border-line pt-4">
        <div role="group" aria-label={t('actionsLabel')} className="flex flex-wrap gap-1.5">
          {buttons.map(
            ({ name, keys, on }) =>
              on && (
                <Button
                  key={name}
                  aria-expanded={shown === name}
                  variant={shown === name ? 'primary' : 'secondary'}
                  onClick={() => toggle(name)}
                >
                  {t(`panels.${name}`)}
                  {keys && (
                    <span className="max-md:hidden">
                      <Kbd>{keys}</Kbd>
                    </span>
                  )}
                </Button>
              ),
          )}
        </div>
        {shown !== 'result' && panels}
        {may.work && isOpen && (
          <Button variant="primary" shape="wide" onClick={done}>
            {t('doneAndNext')}
            <span className="max-md:hidden">
              <Kbd>E</Kbd>
            </span>
          </Button>
        )}
      </div>
      <Dialog open={help} onOpenChange={setHelp} title={t('keys')}>
        <KeysHelp place="case" />
      </Dialog>
    </div>
  )
}

async function claim(token: string): Promise<{ isMine: boolean }> {
  const response = await fetch(`/api/cases/${token}/claim`, { method: 'POST' })
  return response.ok ? ((await response.json()) as { isMine: boolean }) : { isMine: false }
}
