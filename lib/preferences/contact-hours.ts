/** The times a borrower can ask for; each lies inside every pack's permitted hours. */
export const contactHours = ['08:00-12:00', '12:00-14:00', '14:00-18:00', '18:00-21:00'] as const
export type ContactHours = (typeof contactHours)[number]

/** As the guard's facts name them. */
export function requestedTimesOf(hours: string | null): { from: string; to: string }[] {
  const [from, to] = hours?.split('-') ?? []
  return from && to ? [{ from, to }] : []
}
