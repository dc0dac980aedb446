/** Terms of Chinese civil procedure: how long, counted from what, and which article says so. The start day is never counted. */
export type CourtStep = { days?: number; months?: number; from: string; article: string; rolls?: false }

const CPL = 'Civil Procedure Law (2023)'

export const COURT_STEPS = {
  docketing: { days: 7, from: 'complaint received by the court', article: `${CPL} art. 126` },
  copy_to_defendant: { days: 5, from: 'docketing', article: `${CPL} art. 128` },
  defence: { days: 15, from: 'copy of the complaint received', article: `${CPL} art. 128` },
  first_instance: { months: 6, from: 'docketing', article: `${CPL} art. 152` },
  simplified_procedure: { months: 3, from: 'docketing', article: `${CPL} art. 164` },
  appeal_judgment: { days: 15, from: 'judgment served', article: `${CPL} art. 171` },
  appeal_ruling: { days: 10, from: 'ruling served', article: `${CPL} art. 171` },
  second_instance: { months: 3, from: 'docketing of the appeal', article: `${CPL} art. 183` },
  /** Served once the days have passed, on a holiday too. */
  public_notice_service: { days: 30, from: 'public notice issued', article: `${CPL} art. 95`, rolls: false },
  mediation_confirmation: { days: 30, from: 'mediation agreement takes effect', article: `${CPL} art. 205` },
  payment_order_acceptance: { days: 5, from: 'application received by the court', article: `${CPL} art. 226` },
  payment_order_issue: { days: 15, from: 'application accepted', article: `${CPL} art. 227` },
  payment_order_objection: { days: 15, from: 'payment order received', article: `${CPL} art. 227` },
  enforcement_application: { months: 24, from: 'last day for performance (of the last instalment)', article: `${CPL} art. 250` },
  enforcement_notice: {
    days: 10,
    from: 'application received by the court',
    article: 'SPC interpretation of the Civil Procedure Law (2022) art. 480',
  },
  suit_after_preservation: { days: 30, from: 'preservation before suit carried out', article: `${CPL} art. 104` },
} as const satisfies Record<string, CourtStep>

export const STEP_NAMES = Object.keys(COURT_STEPS) as [keyof typeof COURT_STEPS, ...(keyof typeof COURT_STEPS)[]]
export const stepOf = (name: keyof typeof COURT_STEPS): CourtStep => COURT_STEPS[name]
