import { writeFileSync } from 'node:fs'
import { startWorld } from './support/servers'
const { stop, ...world } = await startWorld()
writeFileSync('/tmp/journey/world.json', JSON.stringify(world))
console.log('ready')
for (const s of ['SIGTERM', 'SIGINT'] as const) process.on(s, () => void stop().then(() => process.exit(0)))
setInterval(() => {}, 1e6)
