import { conflict, DomainError, notFound } from './errors'

/** Constraints a person can run into, and the sentence (`errors.<reason>`) for each. */
const reasons: Record<string, string> = {
  plans_one_live_per_case_key: 'plan_already_live',
  promises_one_open_per_case_key: 'promise_already_open',
  hardship_applications_one_open_key: 'application_already_open',
  escalations_one_open_per_subject_key: 'escalation_already_open',
  cases_one_open_per_borrower_key: 'case_already_open',
  payments_external_key: 'payment_already_recorded',
  payment_proposals_request_key: 'payment_already_recorded',
  payment_proposals_one_refund_key: 'refund_already_asked',
  payment_proposals_two_people_check: 'own_approval_forbidden',
  credit_report_corrections_two_people_check: 'own_approval_forbidden',
  credit_report_lines_replaced_key: 'correction_already_decided',
  credit_report_lines_withdrawn_check: 'correction_changed',
  credit_report_withdrawals_one_key: 'withdrawal_already_asked',
  credit_report_withdrawals_two_people_check: 'own_approval_forbidden',
  credit_report_withdrawals_said_once_check: 'withdrawal_already_decided',
  payments_idempotency_key: 'payment_already_recorded',
  plan_signatures_plan_key: 'plan_already_signed',
  staff_accounts_email_key: 'email_in_use',
  contact_points_value_key: 'contact_point_known',
  contacts_guard_decision_key: 'decision_already_used',
  contacts_decision_check: 'decision_missing',
  circumstances_one_running_key: 'circumstance_already_recorded',
  agencies_contract_key: 'agency_contract_known',
  placements_one_live_key: 'case_already_placed',
  visits_decision_check: 'decision_missing',
  placements_decision_check: 'decision_missing',
  legal_steps_decision_check: 'decision_missing',
  visits_guard_decision_key: 'decision_already_used',
  placements_guard_decision_key: 'decision_already_used',
  legal_steps_guard_decision_key: 'decision_already_used',
  contacts_outcome_once_check: 'outcome_already_logged',
  messages_unique_key: 'message_already_queued',
  rule_packs_code_version_key: 'pack_draft_open',
  rule_packs_two_people_check: 'pack_own_approval',
  rule_packs_move_check: 'pack_moved_on',
  policy_changes_two_people_check: 'own_approval_forbidden',
  policy_changes_once_check: 'policy_already_decided',
  policy_changes_version_check: 'policy_changed_since',
  policy_changes_from_check: 'policy_from_not_free',
  guard_decisions_request_key: 'request_key_reused',
  loan_charges_request_key: 'idempotency_key_reused',
}

/** A named constraint's violation as an expected failure; null for anything else, which is a bug. */
export function knownConflict(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error
  const name = constraintOf(error)
  if (name === 'guard_lock_borrower_fkey') return notFound()
  const reason = name && reasons[name]
  return reason ? conflict(reason) : null
}

export function constraintOf(error: unknown): string | null {
  for (let e: unknown = error; typeof e === 'object' && e !== null; e = 'cause' in e ? e.cause : null) {
    if ('constraint_name' in e && typeof e.constraint_name === 'string') return e.constraint_name
    if ('code' in e && 'constraint' in e && typeof e.constraint === 'string') return e.constraint
  }
  return null
}
