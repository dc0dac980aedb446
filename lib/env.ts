import { z } from 'zod'

const KEY_HINT = "make one with: node -p \"require('crypto').randomBytes(32).toString('base64')\""
const wrong = (text: string) => ({ error: text })

const databaseUrl = (what: string) =>
  z
    .string(wrong(`is missing; ${what}`))
    .regex(/^postgres(ql)?:\/\/\S+$/, wrong(`must look like postgres://user:password@host:5432/leeway; ${what}`))
const secretKey = z.string(wrong(`is missing; ${KEY_HINT}`)).refine(isKey, wrong(`must be 32 bytes in base64; ${KEY_HINT}`))
const flag = z
  .enum(['0', '1'], wrong('must be 1 or 0'))
  .default('0')
  .transform(value => value === '1')

const Environment = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'], wrong('must be development, production or test'))
    .default('development'),
  DATABASE_URL: databaseUrl('it is the address of the app, whose role owns nothing (npm run db:migrate prints it)'),
  WORKER_DATABASE_URL: databaseUrl('it is the address of the worker, whose role owns nothing (npm run db:migrate prints it)'),
  MIGRATION_DATABASE_URL: databaseUrl("it is the owner's address, needed only by db:migrate").optional(),
  NEXTAUTH_SECRET: z.string(wrong(`is missing; ${KEY_HINT}`)).min(32, wrong(`must have at least 32 characters; ${KEY_HINT}`)),
  NEXTAUTH_URL: z.url(wrong('must be an address such as https://leeway.example')).optional(),
  LEEWAY_FIELD_KEY: secretKey,
  LEEWAY_INDEX_KEY: secretKey,
  LEEWAY_FILES_DIR: z
    .string(wrong('is missing; name a folder that the app and the worker can write to'))
    .min(1, wrong('is empty; name a folder that the app and the worker can write to')),
  LEEWAY_PUBLIC_URL: z.url(wrong('must be the address people open, such as https://leeway.example')).optional(),
  LEEWAY_CLAMD: z
    .string()
    .regex(/^[\w.-]+:\d+$/, wrong('must be host:port of a clamd that scans uploads, such as 127.0.0.1:3310'))
    .optional(),
  LEEWAY_SMS_URL: z.url(wrong('must be the address of an SMS gateway')).optional(),
  LEEWAY_MAIL_URL: z.url(wrong('must be the address of a mail gateway')).optional(),
  LEEWAY_MAIL_KEY: z.string().optional(),
  LEEWAY_SMS_KEY: z.string().optional(),
  LEEWAY_PAYMENT_PROVIDER_URL: z.url(wrong('must be the address of a payment provider')).optional(),
  LEEWAY_PAYMENT_PROVIDER_KEY: z.string().min(16, wrong('must have at least 16 characters; the payment provider gives it')).optional(),
  LEEWAY_DEMO: flag,
  LEEWAY_CLOCK_OFFSET_DAYS: z.coerce.number(wrong('must be a number of days')).default(0),
  PORT: z.coerce
    .number(wrong('must be a port, 1 to 65535'))
    .int(wrong('must be a port, 1 to 65535'))
    .min(1, wrong('must be a port, 1 to 65535'))
    .max(65_535, wrong('must be a port, 1 to 65535'))
    .default(3000),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], wrong('must be trace, debug, info, warn, error or silent'))
    .default('info'),
})

const Checked = Environment.superRefine((env, context) => {
  const refuse = (name: keyof typeof env, message: string) => context.addIssue({ code: 'custom', path: [name], message })
  if (env.NODE_ENV === 'production' && !env.LEEWAY_DEMO) {
    if (env.LEEWAY_CLOCK_OFFSET_DAYS !== 0)
      refuse('LEEWAY_CLOCK_OFFSET_DAYS', 'must not be set in production; only the demo may move its clock')
    if (!env.LEEWAY_PUBLIC_URL)
      refuse('LEEWAY_PUBLIC_URL', 'is missing; it is the address people open, such as https://leeway.example')
    if (env.LEEWAY_PAYMENT_PROVIDER_URL && !env.LEEWAY_PAYMENT_PROVIDER_URL.startsWith('https://'))
      refuse('LEEWAY_PAYMENT_PROVIDER_URL', 'must begin with https:// in production')
  }
  if (env.LEEWAY_PAYMENT_PROVIDER_URL && !env.LEEWAY_PAYMENT_PROVIDER_KEY)
    refuse('LEEWAY_PAYMENT_PROVIDER_KEY', 'is missing; the payment provider of LEEWAY_PAYMENT_PROVIDER_URL gives it')
  if (env.NEXTAUTH_URL && env.LEEWAY_PUBLIC_URL && originOf(env.NEXTAUTH_URL) !== originOf(env.LEEWAY_PUBLIC_URL))
    refuse('NEXTAUTH_URL', 'must be the same address as LEEWAY_PUBLIC_URL')
  if (env.LEEWAY_FIELD_KEY === env.LEEWAY_INDEX_KEY) refuse('LEEWAY_INDEX_KEY', `must differ from LEEWAY_FIELD_KEY; ${KEY_HINT}`)
}).transform(env => ({ ...env, LEEWAY_PUBLIC_URL: env.LEEWAY_PUBLIC_URL ?? 'http://localhost:3000' }))

export type Env = z.infer<typeof Checked>

const cache = new WeakMap<object, Env>()

/** The checked environment. Throws one Error that names every missing or wrong value and how to make it. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const known = cache.get(source)
  if (known) return known
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = Checked.safeParse(filled)
  if (!parsed.success) {
    const lines = parsed.error.issues.map(issue => `  ${issue.path.join('.')} ${issue.message}.`)
    throw new Error(`The environment is not complete (.env.example explains each value):\n${lines.join('\n')}`)
  }
  cache.set(source, parsed.data)
  return parsed.data
}

/** For the first line of a program: prints the sentence and ends, where a stack trace would help nobody. */
export function envAtStart(): Env {
  try {
    return readEnv()
  } catch (error) {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}

const originOf = (address: string): string => new URL(address).origin

function isKey(text: string): boolean {
  return Buffer.from(text, 'base64').length === 32 && /^[A-Za-z0-9+/]{43}=$/.test(text)
}
