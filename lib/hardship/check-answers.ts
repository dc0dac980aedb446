import { invalid } from '../errors'
import { categoriesOf, changes, consentCategories, maxAmountCents, maxStoryLength, needs, offerFrequencies, type StepAnswers } from './application-input'
import { frequencies } from './budget'
import { holdsCardNumber } from './free-text'

/** Throws `invalid` with the field of the form and a key below `errors.`; the form's own checks are a convenience, these decide. */
export function checkAnswers(answers: StepAnswers): void {
  const fields = problemsOf(answers)
  if (Object.keys(fields).length > 0) throw invalid('check_fields', fields)
}

function problemsOf(answers: StepAnswers): Record<string, string> {
  switch (answers.step) {
    case 'changed':
      return {
        ...(!isOneOf(changes, answers.whatChanged) && { whatChanged: 'what_changed_missing' }),
        ...((answers.story?.length ?? 0) > maxStoryLength && { story: 'text_too_long' }),
        ...(holdsCardNumber(answers.story ?? '') && { story: 'card_number_refused' }),
      }
    case 'pay':
      if (!isOneOf(offerFrequencies, answers.frequency)) return { frequency: 'offer_missing' }
      if (answers.frequency === 'none') return answers.amountCents === 0 ? {} : { amount: 'offer_nothing_has_amount' }
      return answers.amountCents > 0 && answers.amountCents <= maxAmountCents ? {} : { amount: 'amount_invalid' }
    case 'money': {
      const problems: Record<string, string> = {}
      const seen = new Set<string>()
      for (const line of answers.lines) {
        const isKnown = isOneOf(categoriesOf(line.side), line.category) && isOneOf(frequencies, line.frequency)
        const isAmount = Number.isSafeInteger(line.amountCents) && line.amountCents > 0 && line.amountCents <= maxAmountCents
        if (!isKnown || !isAmount || seen.has(line.category)) problems[`amount_${line.category}`] = 'amount_invalid'
        seen.add(line.category)
      }
      return problems
    }
    case 'proof': {
      const known = Object.entries(answers.consents).every(([category, given]) => isOneOf(consentCategories, category) && isOneOf(['granted', 'refused'], given))
      return known ? {} : { consents: 'field_invalid' }
    }
    case 'needs':
      return answers.needs.every(need => isOneOf(needs, need)) ? {} : { needs: 'field_invalid' }
  }
}

const isOneOf = (known: readonly string[], value: string): boolean => known.includes(value)
