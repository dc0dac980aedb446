/** Every queue: what its payload says beside the lender, and how patient it is. A worker that was killed stops its heartbeat, and its jobs go to another. */
export type Payloads = {
  'message.send': { borrowerId: string; messageId: string }
  'message.hand_over': { borrowerId: string; messageId: string }
  'sweep.run': { sweep: string }
  'import.check': { importId: string }
  'import.apply': { importId: string }
  'statement.check': { statementId: string }
  'statement.apply': { statementId: string }
}
export type QueueName = keyof Payloads
export type Payload<Q extends QueueName> = Payloads[Q] & { lenderId: string; requestId: string }

type QueueOptions = {
  retryLimit: number
  retryDelay: number
  retryBackoff: boolean
  expireInSeconds: number
  heartbeatSeconds: number
  deleteAfterSeconds: number
}

const patient: QueueOptions = {
  retryLimit: 8,
  retryDelay: 5,
  retryBackoff: true,
  expireInSeconds: 300,
  heartbeatSeconds: 30,
  deleteAfterSeconds: 3 * 86_400,
}

export const queues: Record<QueueName, QueueOptions> = {
  'message.send': patient,
  'message.hand_over': { ...patient, retryLimit: 12 },
  'sweep.run': { ...patient, retryDelay: 60, expireInSeconds: 1800 },
  'import.check': { ...patient, expireInSeconds: 3600 },
  'import.apply': { ...patient, expireInSeconds: 3600 },
  'statement.check': { ...patient, expireInSeconds: 3600 },
  'statement.apply': { ...patient, expireInSeconds: 3 * 3600 },
}
