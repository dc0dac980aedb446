import type { LocalDate } from '@/lib/dates'

export const checkInAnswers = ['yes', 'move', 'changed'] as const
/** "Will this work?": yes; move or split it; my situation has changed. */
export type CheckInAnswer = (typeof checkInAnswers)[number]
export type CheckIn = { planId: string; dueOn: LocalDate; askedAt: Date; answer: CheckInAnswer | null; answeredAt: Date | null }
