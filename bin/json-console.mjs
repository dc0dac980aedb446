import { stripVTControlCharacters } from 'node:util'
import pino from 'pino'
import { safeError, withoutPrivate } from '../lib/safe-error.ts'

// Loaded before the web server: what the framework prints becomes JSON lines too, without what a database quotes of a row.
const level = process.env.LOG_LEVEL ?? ''
const log = pino({
  level: level === 'silent' || level in pino.levels.values ? level : 'info',
  base: { process: 'web' },
  timestamp: pino.stdTimeFunctions.isoTime,
})

for (const [method, as] of Object.entries({ debug: 'debug', log: 'info', info: 'info', warn: 'warn', error: 'error' })) {
  console[method] = (...parts) => {
    const error = parts.find(part => part instanceof Error)
    const text = parts.filter(part => !(part instanceof Error)).map(sayPart)
    const line = stripVTControlCharacters(text.join(' ')).trim()
    if (error || line) log[as](error ? { err: safeError(error), ...(error.digest && { digest: error.digest }) } : {}, line)
  }
}

const sayPart = part => (typeof part === 'string' ? withoutPrivate(part) : typeof part)
