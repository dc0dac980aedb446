import { httpGateway, type Gateway } from './http-gateway-port'

/** The gateway of LEEWAY_SMS_URL; null in the demo and wherever none is named, where the outbox itself is the delivery. */
export function smsGateway(env: Record<string, string | undefined> = process.env): Gateway | null {
  return env.LEEWAY_SMS_URL ? httpGateway(env.LEEWAY_SMS_URL, env.LEEWAY_SMS_KEY) : null
}
