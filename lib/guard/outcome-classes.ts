/**
 * What a logged result counts as. `null`, not logged yet, counts as everything: a reservation never logged is used. Codes: the list of
 * dispositions in use (Latitude, Collect!), with words that say the same.
 */
export const countedAs = ['attempt', 'connected', 'answered', 'conversation'] as const
export type CountedAs = (typeof countedAs)[number]

const conversation = ['RPC', 'PTP', 'RTP', 'UTP', 'DSP', 'CMP', 'CB', 'VUL', 'ATT', 'BK', 'DNC', 'PP', 'conversation', 'effective', 'spoke']
/** Picked up by the person or for them; hanging up is answered too. */
const answered = [...conversation, 'HU', 'TPC', 'WN', 'DEC', 'answered', 'connected', 'hung_up', 'wrong_number']
/** Reached the dialled number (Reg F comment 14(b)(3)(ii)-1): ringing out and voicemail count, a busy line or an unassigned number does not. */
const notConnected = ['BUSY', 'EN', 'busy', 'not_assigned', 'not_connected']
/** Nobody spoke: the test of a lost contact counts these. */
const failed = ['NA', 'BUSY', 'PO', 'SO', 'EN', 'LM', 'no_answer', 'busy', 'not_assigned', 'not_connected', 'voicemail', 'unanswered', 'failed']
const dead = ['EN', 'SO', 'not_assigned']

export const conversationOutcomes: readonly string[] = conversation
export const notConnectedOutcomes: readonly string[] = notConnected

export const isConversation = (outcome: string | null) => outcome === null || conversation.includes(outcome)
export const isFailed = (outcome: string | null) => outcome !== null && failed.includes(outcome)
export const provesNumberDead = (outcome: string | null) => outcome !== null && dead.includes(outcome)

export function counts(as: CountedAs, outcome: string | null): boolean {
  if (as === 'attempt' || outcome === null) return true
  if (as === 'connected') return !notConnected.includes(outcome)
  return (as === 'answered' ? answered : conversation).includes(outcome)
}
