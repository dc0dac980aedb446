import { request } from 'node:http'
import { startStatement } from '@/lib/payments/bank-upload-commands'
import { ask, attempt } from './answers'
import { contextOf } from './book'
import { amountOf, cookieOf, somebody, today, type Scene, type Turn } from './scene'

const HEADER = '交易日期,贷方金额,对方户名,附言,流水号\n'
const PATH = '/api/uploads/statements?name=bank.csv&source=bank'

function aFile(scene: Scene, turn: Turn) {
  const references = Array.from({ length: 5 + turn.draw.below(25) }, (_, i) => `${turn.name}R${String(i).padStart(4, '0')}`)
  const lines = references.map(reference => {
    const person = somebody(scene, turn)
    const remark = turn.draw.below(6) === 0 ? '还款' : person.loan
    return `${today(scene)},${amountOf(turn)},${person.name},${remark},${reference}\n`
  })
  return { references, bytes: Buffer.from(HEADER + lines.join('')) }
}

async function upload(scene: Scene, turn: Turn, bytes: Buffer, references: readonly string[]): Promise<void> {
  const { stage, answers } = scene
  const { status, body } = await ask(stage, answers, PATH, async () => ({ method: 'POST', headers: { cookie: await cookieOf(scene, 'supervisor1') }, body: new Uint8Array(bytes) }))
  const statementId = typeof body.href === 'string' ? body.href.split('/').at(-1) : undefined
  if (status !== 200 || !statementId) return void answers.wrong.push(`${turn.name}: a statement was answered ${status} ${JSON.stringify(body)}`)
  answers.files.push({ statementId, references, isConfirmed: false })
}

export async function statement(scene: Scene, turn: Turn): Promise<void> {
  const { references, bytes } = aFile(scene, turn)
  await upload(scene, turn, bytes, references)
}

export async function statementTwice(scene: Scene, turn: Turn): Promise<void> {
  const { references, bytes } = aFile(scene, turn)
  await Promise.all([upload(scene, turn, bytes, references), upload(scene, turn, bytes, references)])
}

/** The connection breaks in the middle of the file; or the file itself was cut, anywhere; then comes the whole one. */
export async function statementCut(scene: Scene, turn: Turn): Promise<void> {
  const { references, bytes } = aFile(scene, turn)
  const kept = bytes.subarray(0, HEADER.length * 2 + turn.draw.below(bytes.length - HEADER.length * 2))
  if (turn.draw.below(2) === 0) await breakOff(scene, bytes.length, kept)
  else await upload(scene, turn, kept, [])
  await upload(scene, turn, bytes, references)
}

async function breakOff(scene: Scene, announced: number, sent: Buffer): Promise<void> {
  const cookie = await attempt(scene.answers, () => cookieOf(scene, 'supervisor1'))
  await new Promise<void>(resolve => {
    const call = request(`${scene.stage.url}${PATH}`, { method: 'POST', headers: { cookie: cookie ?? '', 'content-length': announced } })
    call.on('error', () => resolve())
    call.on('close', () => resolve())
    call.write(sent, () => setTimeout(() => call.destroy(), 20))
  })
}

/** Confirms what one of the files' dry runs has shown; not yet checked, refused or nothing new is a refusal. */
export async function confirm(scene: Scene, turn: Turn): Promise<void> {
  const { stage, ours, answers } = scene
  const open = answers.files.filter(file => !file.isConfirmed)
  const staff = ours.staff.supervisor2
  if (open.length === 0 || !staff) return
  const file = turn.draw.pick(open)
  const started = await attempt(answers, async () => startStatement(await contextOf(stage, staff), file.statementId).then(() => true))
  if (started) file.isConfirmed = true
}
