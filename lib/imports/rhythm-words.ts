import type { NamedRhythm } from '../loans/contract-terms'

/** Words of a file for how often a loan is paid; an empty cell leaves it to the product. */
export const FREQUENCY_WORDS: Record<string, NonNullable<NamedRhythm['frequency']> | null> = {
  '': null,
  monthly: 'monthly',
  month: 'monthly',
  每月: 'monthly',
  按月: 'monthly',
  月: 'monthly',
  fortnightly: 'fortnightly',
  biweekly: 'fortnightly',
  '2weeks': 'fortnightly',
  每两周: 'fortnightly',
  双周: 'fortnightly',
  按双周: 'fortnightly',
  weekly: 'weekly',
  week: 'weekly',
  每周: 'weekly',
  按周: 'weekly',
  周: 'weekly',
}

/** Words of a file for how days become interest; `none` is a plain part of the year for every period. */
export const DAY_COUNT_WORDS: Record<string, NonNullable<NamedRhythm['dayCount']> | null> = {
  '': null,
  none: 'none',
  按期: 'none',
  '30/360': '30/360',
  'act/360': 'act/360',
  'actual/360': 'act/360',
  '实际/360': 'act/360',
  'act/365': 'act/365',
  'actual/365': 'act/365',
  '实际/365': 'act/365',
  'act/act': 'act/act',
  'actual/actual': 'act/act',
  '实际/实际': 'act/act',
}
