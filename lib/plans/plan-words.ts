/** Days after the last small payment until what is left falls due, so that there is time to look at it together. */
export const REVIEW_DAYS = 30

/** Two decimals of a rate in millionths, as digits: 123,456 is "12.34". */
export const percentText = (ppm: number): string => `${Math.floor(ppm / 10_000)}.${String(Math.floor((ppm % 10_000) / 100)).padStart(2, '0')}`
