import { noAnswers } from './faults/answers'
import { makeLender } from './faults/book'
import { drain } from './faults/drain'
import { planKills } from './faults/killer'
import { printFindings, printRun } from './faults/print'
import { proveChecks } from './faults/self-test'
import type { Scene } from './faults/scene'
import { openStage, untilReady } from './faults/stage'
import { takeTurns } from './faults/turns'
import { verify } from './faults/verify'

const number = (name: string, otherwise: number) => Number(process.argv.find(word => word.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise)
const ops = number('ops', 10_000)
const seed = number('seed', Math.floor(Math.random() * 1_000_000))
const each = number('kills', Math.max(1, Math.ceil(ops / 400)))
const clients = number('clients', 12)

/**
 * kill -9 of web, worker and Postgres while `--ops=` mixed operations run; then every promise is counted. `--seed=` draws the same
 * operations and moments again, `--kills=` of each, `--clients=` at once. Ends with 1 when anything was broken.
 */
async function main(): Promise<boolean> {
  console.log(`${ops} operations, ${each} kills each of web, worker and Postgres, ${clients} clients, seed ${seed}`)
  const stage = await openStage()
  try {
    const scene: Scene = { stage, ours: await makeLender(stage, 'ours', 400), other: await makeLender(stage, 'other', 20), answers: noAnswers() }
    const servers = stage.startServers()
    try {
      await untilReady(stage)
      const killer = planKills(stage, stage.postgres, servers, { seed, ops, each })
      const start = Date.now()
      const step = Math.max(1, Math.floor(ops / 20))
      await takeTurns(scene, { seed, ops, clients }, done => {
        killer.reached(done)
        if (done % step === 0) console.log(`  ${done} done after ${Math.round((Date.now() - start) / 1000)} s, ${JSON.stringify(killer.counts())}`)
      })
      await killer.finish()
      printRun(scene, killer.counts(), (Date.now() - start) / 1000, await drain(scene, servers), servers)
    } finally {
      await Promise.all([servers.web.stop(), servers.worker.stop()])
    }
    const isSound = printFindings(await verify(scene))
    return (await proveChecks(scene)) && isSound
  } finally {
    await stage.close()
  }
}

process.exit((await main()) ? 0 : 1)
