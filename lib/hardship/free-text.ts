/** True for text that holds what looks like a bank card number: 13–19 digits in a row (spaces and dashes allowed) that pass Luhn. */
export function holdsCardNumber(text: string): boolean {
  const runs = text.match(/\d(?:[ -]?\d){12,18}/g) ?? []
  return runs.some(run => {
    const digits = run.replaceAll(/\D/g, '')
    return !isResidentId(digits) && passesLuhn(digits)
  })
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place])
    const doubled = place % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** GB 11643: 17 digits and a check digit; a person who writes their own ID must not be told it is a card. */
function isResidentId(digits: string): boolean {
  if (digits.length !== 18) return false
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0)
  return '10X98765432'[sum % 11] === digits[17]
}
