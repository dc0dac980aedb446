import pino from 'pino'

/** JSON lines to stdout; ids only, no personal data. */
export const log = pino({ level: process.env.LOG_LEVEL || 'info', base: { process: 'web' }, timestamp: pino.stdTimeFunctions.isoTime })
