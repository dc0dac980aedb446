import { z } from 'zod'
import type { Operation, Parameter } from '@/lib/api/operation'
import { localDate } from '@/lib/dates'
import { describeImport } from './describe'
import { PRESETS } from './presets'

const STATUSES = ['uploaded', 'checking', 'checked', 'applying', 'applied', 'refused', 'failed'] as const
const Problem = z.strictObject({ reason: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])).optional() })
const Started = z.strictObject({ id: z.uuid(), status: z.enum(STATUSES) })
const Import = z.strictObject({
  ...Started.shape,
  fileName: z.string(),
  sha256: z.string(),
  preset: z.string(),
  asOf: z.iso.date(),
  encoding: z.string().nullable(),
  processedRows: z.int(),
  counts: z.looseObject({ amount: z.string(), newAmount: z.string() }).describe('Rows by verdict, and sums as decimal text'),
  problem: Problem.nullable(),
  createdAt: z.iso.datetime(),
  appliedAt: z.iso.datetime().nullable(),
  reasons: z.array(z.strictObject({ verdict: z.string(), reason: z.string(), column: z.string().nullable(), rows: z.int() })),
})

const importId = '019a0000-0000-7000-8000-000000000003'
const example = describeImport({
  id: importId,
  lenderId: '019a0000-0000-7000-8000-000000000004',
  fileName: 'loans.csv',
  sizeBytes: 1_024,
  sha256: '0'.repeat(64),
  storageKey: '',
  encoding: 'utf-8',
  preset: 'leeway',
  mapping: {},
  asOf: localDate('2026-11-25'),
  status: 'checked',
  counts: { rows: 3, new: 2, refused: 1, amountCents: 4_500_000, newCents: 3_000_000 },
  problem: null,
  processedRows: 3,
  createdByKind: 'api',
  createdBy: null,
  createdAt: new Date('2026-11-25T02:00:00Z'),
  appliedAt: null,
})

const id: Parameter = {
  name: 'id',
  in: 'path',
  description: 'The `id` that the upload answered',
  schema: z.uuid(),
  example: importId,
}
const scope = 'import:run'

export const importOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/imports',
    tag: 'imports',
    summary: 'Send a loan file for a dry run',
    scope,
    parameters: [
      {
        name: 'preset',
        in: 'query',
        description: 'What the columns mean; found out from the header when left out',
        schema: z.enum(PRESETS),
        example: 'leeway',
      },
      {
        name: 'as_of',
        in: 'query',
        description: "The day on which the file's figures were true; today when left out",
        schema: z.iso.date(),
        example: '2026-11-25',
      },
      { name: 'file_name', in: 'query', description: 'Shown to staff', schema: z.string().max(300), example: 'loans.csv' },
    ],
    request: { csv: 'loan_number,borrower_number,name,…', description: 'The bytes of the CSV file, UTF-8 or GB18030' },
    answers: {
      202: {
        description: 'Taken in; `location` says where to ask',
        schema: Started,
        example: { id: importId, status: 'checking' },
      },
    },
    refuses: [400, 403, 413, 422],
  },
  {
    method: 'get',
    path: '/api/v1/imports/{id}',
    tag: 'imports',
    summary: 'What became of a file',
    scope,
    parameters: [id],
    answers: {
      200: {
        description: 'Status, counts and reasons',
        schema: Import,
        example: { ...example, reasons: [{ verdict: 'refused', reason: 'date_impossible', column: 'due_on', rows: 1 }] },
      },
    },
    refuses: [403, 404],
  },
  {
    method: 'post',
    path: '/api/v1/imports/{id}/apply',
    tag: 'imports',
    summary: 'Take a checked file into the book',
    scope,
    parameters: [id],
    answers: {
      202: {
        description: 'Begun; the file itself says how far it is',
        schema: Started,
        example: { id: importId, status: 'applying' },
      },
    },
    refuses: [403, 404, 409],
  },
]
