/** Every queue: what its payload says beside the lender, and how patient it is. */
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
  deleteAfterSeconds: number
}

const patient: QueueOptions = {
  retryLimit: 8,
  retryDelay: 5,
  retryBackoff: true,
  expireInSeconds: 300,
  deleteAfterSeconds: 3 * 86_400,
}

export const queues: Record<QueueName, QueueOptions> = {
  'message.send': patient,
  'message.hand_over': { ...patient, retryLimit: 12 },
  'sweep.run': { ...patient, retryLimit: 3, retryDelay: 60, expireInSeconds: 1800 },
  'import.check': { ...patient, retryLimit: 1, expireInSeconds: 3600 },
  'import.apply': { ...patient, retryLimit: 0, expireInSeconds: 3600 },
  'statement.check': { ...patient, retryLimit: 1, expireInSeconds: 3600 },
  'statement.apply': { ...patient, retryLimit: 3, retryDelay: 30, expireInSeconds: 3 * 3600 },
}
