/** What a reviewer may ask for. Any one of the documents named with a topic (messages `reviews.topics.<topic>`) will do. */
export const evidenceTopics = ['income', 'job_lost', 'illness', 'housing', 'other_debts', 'family', 'other'] as const
export type EvidenceTopic = (typeof evidenceTopics)[number]

/** Why an application is declined, and what would change it: `reviews.declineReasons.<code>` and `reviews.declineChanges.<code>`. */
export const declineReasons = ['no_change_shown', 'can_pay_now', 'plan_would_not_help', 'not_answered', 'other'] as const
export type DeclineReason = (typeof declineReasons)[number]

export const lineReviews = ['accepted', 'queried', 'rejected'] as const
export type LineReview = (typeof lineReviews)[number]
