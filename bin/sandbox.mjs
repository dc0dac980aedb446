import { readClock } from '../lib/clock.ts'
import { startSandbox } from '../lib/payments/sandbox-port.ts'

// The payment provider of the demo and of browser tests; it exists nowhere else.
const { LEEWAY_DEMO, LEEWAY_PAYMENT_PROVIDER_URL: url, LEEWAY_PAYMENT_PROVIDER_KEY: key, LEEWAY_CLOCK_OFFSET_DAYS: offset } = process.env
if (LEEWAY_DEMO !== '1' || !url || !key) {
  process.stderr.write('The payment sandbox runs in the demo only, with LEEWAY_PAYMENT_PROVIDER_URL and LEEWAY_PAYMENT_PROVIDER_KEY.\n')
  process.exit(1)
}
const sandbox = await startSandbox({ port: Number(new URL(url).port), key, now: () => readClock(Number(offset || 0)) })
process.stdout.write(`${JSON.stringify({ process: 'sandbox', url: sandbox.url, msg: 'the payment sandbox listens' })}\n`)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void sandbox.stop().then(() => process.exit(0)))
