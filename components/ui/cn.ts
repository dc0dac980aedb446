import { clsx, type ClassValue } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

const merge = extendTailwindMerge({ extend: { theme: { text: ['2xs'] } } })

/** Joins class names; a later Tailwind class replaces an earlier one of the same kind. */
export const cn = (...parts: ClassValue[]): string => merge(clsx(parts))
