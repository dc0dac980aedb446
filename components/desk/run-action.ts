import { idle, type FormAction, type FormState } from '@/components/forms/form-state'

/** Sends a server action without a form, for a key that was pressed. */
export function runAction(action: FormAction, fields: Record<string, string>): Promise<FormState> {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return action(idle, data)
}
