import { httpGateway, type Gateway } from './http-gateway-port'

/** The gateway of LEEWAY_MAIL_URL; null in the demo and wherever none is named, where the outbox itself is the delivery. */
export function mailGateway(env: Record<string, string | undefined> = process.env): Gateway | null {
  return env.LEEWAY_MAIL_URL ? httpGateway(env.LEEWAY_MAIL_URL, env.LEEWAY_MAIL_KEY) : null
}
