/** What a form's action answers. Texts are already in the reader's language; `values` are what was typed, without secrets. */
export type FormState = {
  status: 'idle' | 'ok' | 'error'
  message?: string
  /** Problem by field name. */
  fields?: Record<string, string>
  values?: Record<string, string>
  /** Why it was refused: the error's code, each reason in words, and the request to quote. */
  reason?: { code: string; details?: string[]; requestId?: string; isSessionOver?: boolean }
}

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>

export const idle: FormState = { status: 'idle' }
