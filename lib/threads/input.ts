export const disputeReasons = ['not_mine', 'amount_wrong', 'already_paid', 'other_dispute'] as const
export type DisputeReason = (typeof disputeReasons)[number]
export const maxMessageLength = 4000
/** Days in which a dispute is checked and answered (征信业管理条例 art. 25: 20 days). */
export const disputeDays = 20
/** Days for a decision on a complaint (银行业保险业消费投诉处理管理办法: 15 days). */
export const complaintDays = 15
