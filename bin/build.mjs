import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root, Sentence } from './bootstrap.mjs'
import { nextCommand, run } from './processes.mjs'

const SOURCES = ['app', 'components', 'lib', 'db', 'messages', 'public']
const CONFIGS = ['instrumentation.ts', 'next.config.js', 'package-lock.json', 'package.json', 'proxy.ts', 'tsconfig.json']
const NOT_BUILT = /\.test\.tsx?$|^lib\/testing\/|^db\/(seed|migrations)\//
const STAMP = path.join(root, '.next', 'leeway-sources')

/** Builds the app unless the last build was made from exactly these sources. Types are a stage of `npm test` and of `npm run build`, not of every start. */
export async function buildWhenNeeded() {
  const hash = hashSources()
  const isFresh = existsSync(path.join(root, '.next', 'BUILD_ID')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash
  if (isFresh) return
  console.log('Building (one to three minutes) …')
  rmSync(STAMP, { force: true })
  const code = await run(nextCommand('build'), { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', LEEWAY_TYPES_CHECKED: '1' })
  if (code !== 0) throw new Sentence('The build failed; its messages are above.')
  writeFileSync(STAMP, hash)
}

function hashSources() {
  const hash = createHash('sha256')
  const files = SOURCES.flatMap(folder => (existsSync(path.join(root, folder)) ? filesBelow(folder) : [])).concat(CONFIGS)
  for (const file of files.filter(name => !NOT_BUILT.test(name)).sort())
    hash.update(`${file}\0`).update(readFileSync(path.join(root, file)))
  return hash.digest('hex')
}

function filesBelow(folder) {
  return readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
}
