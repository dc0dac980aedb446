/** Whom a number names: by a loan's, a case's or the borrower's own; `any` tries them in that order. */
export type Target = { kind: 'loan' | 'case' | 'borrower' | 'any'; number: string }
