import { z } from 'zod'
import { isLimitedContent, limitedContentFaults, limitedContentParts } from '@/lib/guard/limited-content'
import { calculator } from './calculator'
import { body } from './fields'

/** Whether words for a machine are a limited-content message: an attempt, no communication, no conversation. 12 CFR 1006.2(j), 1006.14(b). */
export const limitedContent = calculator(
  {
    name: 'limited-content',
    summary: 'Whether a voicemail is a limited-content message (Regulation F)',
    source: '12 CFR 1006.2(j) (limited-content message), 1006.2(d) (communication), 1006.14(b) (call frequency)',
    input: body({
      message: z.string({ error: 'text_needed' }).trim().min(1, { error: 'text_needed' }).max(2_000, { error: 'text_too_long' }),
    }),
    output: z.strictObject({
      isLimitedContent: z.boolean(),
      faults: z.array(z.enum(limitedContentParts)).describe('Parts that are missing or wrong'),
      countsAsCallAttempt: z.boolean(),
      isCommunication: z.boolean(),
      isConversation: z.boolean(),
    }),
    example: { message: 'Robin Smith calling from ABC, Inc. Please contact me or Jim Johnson at 1-800-555-1212' },
  },
  ({ message }) => {
    const isLimited = isLimitedContent(message)
    return {
      isLimitedContent: isLimited,
      faults: limitedContentFaults(message),
      countsAsCallAttempt: true,
      isCommunication: !isLimited,
      isConversation: false,
    }
  },
)
