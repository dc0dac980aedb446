import type { Gateway } from './http-gateway-port'
import { mailGateway } from './mail-port'
import { smsGateway } from './sms-port'

/** The gateway of a channel; null where a message is handed over by being written (in-app, letters). */
export const gatewayOf = (kind: string): Gateway | null => (kind === 'sms' ? smsGateway() : kind === 'email' ? mailGateway() : null)
