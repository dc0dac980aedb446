/** What a supervisor looks at first: counts that open their cases. */
export const EXCEPTIONS = ['holds_ending', 'promises_broken', 'untouched', 'decisions_late', 'approvals'] as const
export type Exception = (typeof EXCEPTIONS)[number]
export const UNTOUCHED_DAYS = 7

export const readException = (text: unknown): Exception | null => EXCEPTIONS.find(name => name === text) ?? null
