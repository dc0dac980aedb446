import type { Cents } from '../money'
import type { Frequency } from './budget'

export const changes = ['job_lost', 'income_less', 'illness', 'family', 'disaster', 'other'] as const
export const offerFrequencies = ['weekly', 'fortnightly', 'monthly', 'none'] as const
export const incomeCategories = ['wages', 'business', 'benefits', 'pension', 'family_help', 'other_income'] as const
export const spendingCategories = ['housing', 'food', 'utilities', 'transport', 'health', 'children', 'other_debts', 'other_spending'] as const
/** Asked as needs, never as diagnoses. */
export const needs = ['written_only', 'call_times', 'speak_through', 'large_print', 'plain_words', 'interpreter', 'more_time'] as const
/** Sensitive kinds of proof (PIPL art. 28–29): each has its own consent, and a refusal never blocks. */
export const consentCategories = ['finance', 'health'] as const
export const steps = ['changed', 'pay', 'money', 'proof', 'needs', 'check'] as const

export type Change = (typeof changes)[number]
export type OfferFrequency = (typeof offerFrequencies)[number]
export type Need = (typeof needs)[number]
export type ConsentCategory = (typeof consentCategories)[number]
export type Consent = 'granted' | 'refused'
export type Step = (typeof steps)[number]
export type BudgetSide = 'income' | 'spending'
export type BudgetEntry = { side: BudgetSide; category: string; amountCents: Cents; frequency: Frequency }

/** What one step of the application says; amounts in the lender's minor units. */
export type StepAnswers =
  | { step: 'changed'; whatChanged: Change; story: string | null }
  | { step: 'pay'; amountCents: Cents; frequency: OfferFrequency }
  | { step: 'money'; lines: BudgetEntry[] }
  | { step: 'proof'; consents: Partial<Record<ConsentCategory, Consent>> }
  | { step: 'needs'; needs: Need[] }

export const maxAmountCents = 1_000_000_000
export const maxStoryLength = 2000

export const isStep = (text: string): text is Step => steps.some(step => step === text)
export const categoriesOf = (side: BudgetSide): readonly string[] => (side === 'income' ? incomeCategories : spendingCategories)

type Progress = { whatChanged: string | null; offerFrequency: string | null; lines: readonly unknown[]; consents: Record<string, string> }

/** Where to go on after a pause: the first step that has no answer; the optional ones are offered once. */
export function nextStep(progress: Progress): Step {
  if (!progress.whatChanged) return 'changed'
  if (!progress.offerFrequency) return 'pay'
  if (progress.lines.length === 0 && !progress.consents.finance) return 'money'
  return progress.consents.finance ? 'check' : 'proof'
}

/** The step after this one; null after the last. */
export const stepAfter = (step: Step): Step | null => steps[steps.indexOf(step) + 1] ?? null
export const stepBefore = (step: Step): Step | null => steps[steps.indexOf(step) - 1] ?? null

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** `H-7K3M-Q9TD`: a reference a person can read out, made from the random end of the application's id (40 bits). */
export function applicationNumber(id: string): string {
  let rest = BigInt(`0x${id.replaceAll('-', '').slice(-10)}`)
  let text = ''
  for (let place = 0; place < 8; place++) {
    text = (letters[Number(rest % 32n)] ?? '0') + text
    rest /= 32n
  }
  return `H-${text.slice(0, 4)}-${text.slice(4)}`
}
