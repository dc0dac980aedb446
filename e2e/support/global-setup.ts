import { startWorld } from './servers'

/** Playwright hands the environment on to its workers: that is how they learn where the world is. */
export default async function setup() {
  const { stop, ...world } = await startWorld()
  process.env.LEEWAY_E2E_WORLD = JSON.stringify(world)
  return stop
}
