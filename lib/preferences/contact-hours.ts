/**
 * The times a borrower can ask for. Each lies inside the hours that every pack permits; where a lender's own begin later or end sooner, both
 * bind, and a part that is left with no permitted hour is a wish not to be contacted. The table's check names the same ones.
 */
export const contactHours = ['08:00-12:00', '12:00-14:00', '14:00-18:00', '18:00-21:00'] as const
export type ContactHours = (typeof contactHours)[number]

/** As the guard's facts name them. */
export function requestedTimesOf(hours: string | null): { from: string; to: string }[] {
  const [from, to] = hours?.split('-') ?? []
  return from && to ? [{ from, to }] : []
}
