import { z } from 'zod'
import { Content } from './action'

const number = z.string().trim().min(1).max(60)

/**
 * The body of `POST /api/v1/guard/decisions`: exactly one number says who. The purpose is nobody's to choose: a template brings its own,
 * everything else is collection.
 */
export const DecisionBody = z
  .strictObject({
    borrowerNumber: number.optional(),
    caseNumber: number.optional(),
    loanNumber: number.optional(),
    kind: z.enum(['call', 'sms', 'email', 'letter', 'app_message', 'social_message', 'third_party_call', 'visit', 'placement', 'legal_step']),
    /** a telephone number or e-mail address that is on file for this person */
    number: z.string().trim().min(3).max(40).optional(),
    email: z.string().trim().min(3).max(200).optional(),
    templateCode: z.string().max(60).optional(),
    asks: z.enum(['location', 'message', 'payment']).optional(),
    reason: z.string().trim().max(500).optional(),
    content: Content.omit({ read: true }).optional(),
    place: z.enum(['home', 'workplace', 'other']).optional(),
    legalStep: z.enum(['lawyer_letter', 'payment_order', 'arbitration', 'suit', 'enforcement']).optional(),
  })
  .refine(body => [body.borrowerNumber, body.caseNumber, body.loanNumber].filter(Boolean).length === 1, { path: ['borrowerNumber'], message: 'payment_number_needed' })
export type DecisionBody = z.output<typeof DecisionBody>

/** The body of `POST /api/v1/guard/decisions/{id}/contact`: the contact took place; `outcome` may follow in a second call. */
export const ContactReport = z.strictObject({
  outcome: z.string().max(20).nullable().default(null),
  note: z.string().trim().max(2000).nullable().default(null),
})
export type ContactReport = z.output<typeof ContactReport>
