import { signWebhook } from '@/lib/payments/webhook-signature'
import { ask, json, tell, type Answer } from './answers'
import { amountOf, somebody, today, type Scene, type Turn } from './scene'

type Payment = Record<string, string | undefined>
const post = ({ stage, ours, answers }: Scene, key: string, body: Payment): Promise<Answer> => ask(stage, answers, '/api/v1/payments', () => json(ours.apiKey, body, { 'idempotency-key': `payment-${key}` }))

function aPayment(scene: Scene, turn: Turn): Payment {
  const person = somebody(scene, turn)
  const back = turn.draw.below(5) === 0 ? 1 + turn.draw.below(20) : 0
  const amount = turn.draw.below(40) === 0 ? `${3_000 + turn.draw.below(9_000)}.00` : amountOf(turn)
  const whose = turn.draw.below(2) === 0 ? { loanNumber: person.loan } : { borrowerNumber: person.number }
  return { ...whose, amount, currency: 'CNY', effectiveOn: today(scene, back), channel: 'bank_transfer', source: 'faults', externalId: turn.name }
}

function keep({ answers }: Scene, turn: Turn, payment: Payment, { status, body }: Answer): string | null {
  const id = typeof body.id === 'string' ? body.id : null
  if ((status !== 201 && status !== 200) || !id) {
    answers.wrong.push(`${turn.name}: a payment was answered ${status} ${JSON.stringify(body)}`)
    return null
  }
  const earlier = answers.payments.get(turn.name)
  if (earlier && earlier.id !== id) answers.wrong.push(`${turn.name}: one payment, two answers`)
  answers.payments.set(turn.name, { id, amount: payment.amount ?? '' })
  return id
}

export async function pay(scene: Scene, turn: Turn): Promise<void> {
  const payment = aPayment(scene, turn)
  keep(scene, turn, payment, await post(scene, turn.name, payment))
}

/** The same request three times at once. */
export async function payThrice(scene: Scene, turn: Turn): Promise<void> {
  const payment = aPayment(scene, turn)
  for (const answer of await Promise.all([1, 2, 3].map(() => post(scene, turn.name, payment)))) keep(scene, turn, payment, answer)
}

/** The same key, or the same external id, with another amount. */
export async function payChanged(scene: Scene, turn: Turn): Promise<void> {
  const payment = aPayment(scene, turn)
  keep(scene, turn, payment, await post(scene, turn.name, payment))
  const changed = { ...payment, amount: '77777.77' }
  const answers = [await post(scene, turn.name, changed), await post(scene, `${turn.name}-other`, changed)]
  for (const { status } of answers) if (status !== 409) scene.answers.wrong.push(`${turn.name}: another body was answered ${status}`)
}

export async function reverse(scene: Scene, turn: Turn): Promise<void> {
  const { stage, ours, answers } = scene
  const known = [...answers.payments.values()]
  if (known.length === 0) return pay(scene, turn)
  const { id } = turn.draw.pick(known)
  const { status, body } = await ask(stage, answers, `/api/v1/payments/${id}/reversal`, () => json(ours.apiKey, { reason: 'returned' }))
  if (status === 200 || status === 201) answers.reversed.add(id)
  else if (status !== 409) answers.wrong.push(`${turn.name}: a reversal was answered ${status} ${JSON.stringify(body)}`)
}

function send({ stage, ours, answers }: Scene, eventId: string, event: object): Promise<Answer> {
  const body = JSON.stringify(event)
  return ask(stage, answers, `/api/webhooks/payments/${ours.slug}`, () => {
    const timestamp = String(Math.floor(stage.now().getTime() / 1000))
    const signature = signWebhook(ours.secret, { id: eventId, timestamp }, body)
    return { method: 'POST', headers: { 'webhook-id': eventId, 'webhook-timestamp': timestamp, 'webhook-signature': signature, 'content-type': 'application/json' }, body }
  })
}

function anEvent(scene: Scene, turn: Turn) {
  const person = somebody(scene, turn)
  const isOurs = turn.draw.below(8) !== 0
  const data = { paymentId: turn.name, number: isOurs ? person.loan : 'NOBODYS-0001', amount: amountOf(turn), currency: 'CNY', paidOn: today(scene), channel: 'wallet' }
  return { isOurs, data, event: { type: 'payment.succeeded', data } }
}

const unfit = (turn: Turn, wanted: number, got: Answer[]): string[] =>
  got.flatMap(({ status, body }) => (status === wanted ? [] : [`${turn.name}: an event was answered ${status} for ${wanted}: ${JSON.stringify(body)}`]))

/** The same event three times at once, the same payment under another event, and another body under the first one's name. */
export async function webhookThrice(scene: Scene, turn: Turn): Promise<void> {
  const { isOurs, data, event } = anEvent(scene, turn)
  const same = await Promise.all([1, 2, 3].map(() => send(scene, turn.name, event)))
  const again = await send(scene, `${turn.name}-again`, event)
  const changed = await send(scene, turn.name, { ...event, data: { ...data, amount: '88888.88' } })
  scene.answers.wrong.push(...unfit(turn, 200, [...same, again]), ...unfit(turn, 409, [changed]))
  if (new Set(same.map(answer => JSON.stringify(answer.body))).size > 1) scene.answers.wrong.push(`${turn.name}: one event, two answers`)
  scene.answers.events.set(turn.name, { amount: data.amount, isOurs, isTakenBack: false })
}

/** Money and its taking back in either order, or at once. */
export async function webhookTurned(scene: Scene, turn: Turn): Promise<void> {
  const { isOurs, data, event } = anEvent(scene, turn)
  const back = { type: turn.draw.below(2) === 0 ? 'payment.refunded' : 'payment.chargeback', data: { paymentId: turn.name, reason: 'taken back' } }
  const [there, andBack] = [() => send(scene, `${turn.name}-in`, event), () => send(scene, `${turn.name}-back`, back)]
  const order = turn.draw.below(3)
  const got = order === 0 ? [await there(), await andBack()] : order === 1 ? [await andBack(), await there()] : await Promise.all([there(), andBack()])
  scene.answers.wrong.push(...unfit(turn, 200, got))
  scene.answers.events.set(turn.name, { amount: data.amount, isOurs, isTakenBack: true })
}

/** Another lender's key at our money: never an answer. */
export async function stranger(scene: Scene, turn: Turn): Promise<void> {
  const { stage, other, answers } = scene
  const person = somebody(scene, turn)
  const paid = [...answers.payments.values()].at(turn.draw.below(Math.max(1, answers.payments.size)))
  const bearer = { headers: { authorization: `Bearer ${other.apiKey}` } }
  const tried = [
    await ask(stage, answers, `/api/v1/payments/${paid?.id ?? 'none'}`, () => bearer),
    await ask(stage, answers, `/api/v1/borrowers/${person.number}/statement`, () => bearer),
    await ask(stage, answers, '/api/v1/payments', () => json(other.apiKey, { ...aPayment(scene, turn), externalId: `${turn.name}-theirs` }, { 'idempotency-key': `theirs-${turn.name}-x` })),
  ]
  for (const { status } of tried) if (status < 400) answers.wrong.push(`${turn.name}: another lender was answered ${status}`)
}

export async function quote({ stage, ours, answers }: Scene, turn: Turn): Promise<void> {
  const body = { principalCents: 120_000 + turn.draw.below(1_000_000), annualRatePpm: 180_000, count: 12, startOn: '2026-01-15', firstDueOn: '2026-02-15', every: 'month', method: 'equal_instalment' }
  const { status } = await ask(stage, answers, '/api/v1/plans/quote', () => json(ours.apiKey, body))
  if (status !== 200) answers.wrong.push(`${turn.name}: a quote was answered ${status}`)
  tell(answers, 'quoted')
}
