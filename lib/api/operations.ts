import { z } from 'zod'
import { calculatorOperations } from '@/lib/calculators/openapi'
import { guardOperations } from '@/lib/guard/openapi'
import { importOperations } from '@/lib/imports/openapi'
import { statementOperation } from '@/lib/ledger/openapi'
import { chargeOperations } from '@/lib/loans/charge-openapi'
import { delinquencyOperation } from '@/lib/loans/openapi'
import { receiptOperation } from '@/lib/outbox/openapi'
import { paymentOperations } from '@/lib/payments/openapi'
import { previewOperation } from '@/lib/payments/preview-openapi'
import { planOperations } from '@/lib/plans/openapi'
import type { Operation } from './operation'

const itself: Operation = {
  method: 'get',
  path: '/api/v1/openapi.json',
  tag: 'description',
  summary: 'This description',
  isPublic: true,
  answers: {
    200: { description: 'OpenAPI 3.1', schema: z.looseObject({ openapi: z.literal('3.1.0') }), example: { openapi: '3.1.0' } },
  },
}

/** Every route below `/api/v1`: a domain adds its own list here. */
export const operations: readonly Operation[] = [
  ...importOperations,
  ...paymentOperations,
  previewOperation,
  statementOperation,
  ...planOperations,
  ...chargeOperations,
  delinquencyOperation,
  ...guardOperations,
  receiptOperation,
  ...calculatorOperations,
  itself,
]
