import { z } from 'zod'
import type { DraftEdit } from './pack-draft'
import { testKinds } from './rule-params'

const code = z.string().regex(/^[a-z0-9][a-z0-9_-]{1,60}$/)
const version = z.string().regex(/^\d+(\.\d+)*$/)
const note = z.string().trim().max(2000)

export const DraftPack = z.object({ code, fromVersion: version.optional() })
export type DraftPack = z.output<typeof DraftPack>

/** `seen` is the revision that was on the screen: a save over somebody else's is a conflict. */
export const PackKey = z.object({ id: z.uuid(), seen: z.string().max(64) })

export const SaveStart = PackKey.extend({ effectiveFrom: z.string().trim() })
/** The rule's own fields follow under their names; the command judges them. */
export const SaveRule = PackKey.extend({ ruleId: code }).catchall(z.union([z.string(), z.array(z.string())]))
export const AddRule = PackKey.extend({ newRule: z.string().trim(), kind: z.enum(testKinds) }).catchall(z.union([z.string(), z.array(z.string())]))
export const RemoveRule = PackKey.extend({ ruleId: code, reason: z.string().trim().min(5, { error: 'removal_says_why' }).max(2000) })
export const PutBackRule = PackKey.extend({ ruleId: code })
export type SaveDraft = z.output<typeof PackKey> & { effectiveFrom?: string; change?: DraftEdit }

export const DecidePack = PackKey.extend({
  decision: z.enum(['publish', 'return'], { error: 'choose_one' }),
  note,
}).refine(({ decision, note }) => decision === 'publish' || note.length >= 5, { path: ['note'], message: 'note_says_why' })
export type DecidePack = z.output<typeof DecidePack>
