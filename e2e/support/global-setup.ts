import { buildWhenNeeded } from '../../bin/build.mjs'
import { startWorld } from './servers'

/** The app is built while the demo world is loaded. Playwright hands the environment on to its workers: that is how they learn where the world is. */
export default async function setup() {
  const starting = startWorld()
  try {
    await Promise.all([starting, buildWhenNeeded()])
  } catch (error) {
    await starting.then(({ stop }) => stop(), () => undefined)
    throw error
  }
  const { stop, ...world } = await starting
  process.env.LEEWAY_E2E_WORLD = JSON.stringify(world)
  return stop
}
