/** Whether a plan asks for the same on each date, but for the cents that its last one absorbs. */
export const isLevel = (amounts: readonly number[]): boolean =>
  amounts.length > 0 && Math.max(...amounts) - Math.min(...amounts) <= amounts.length
