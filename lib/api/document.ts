import { z } from 'zod'
import { REFUSALS, type Operation, type Parameter } from './operation'

const ApiError = z.strictObject({
  error: z.strictObject({
    code: z.enum([
      'unauthenticated',
      'forbidden',
      'not_found',
      'conflict',
      'invalid',
      'rule_violation',
      'guard_blocked',
      'rate_limited',
      'too_large',
      'unexpected',
    ]),
    reason: z.string().describe('Stable key of the sentence, for machines'),
    message: z.string().describe('The sentence, for people'),
    fields: z.record(z.string(), z.string()).optional().describe('Field, by its path in the body → reason'),
    refusals: z
      .array(z.strictObject({ reason: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])).optional() }))
      .optional(),
    requestId: z.string(),
  }),
})

/** A date's format says enough: zod's pattern beside it is 200 characters long. */
const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> => {
  const found = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => void (jsonSchema.format && delete jsonSchema.pattern),
  })
  return Object.fromEntries(Object.entries(found).filter(([key]) => key !== '$schema'))
}
const json = (schema: Record<string, unknown>, example: unknown) => ({ 'application/json': { schema, example } })

/** OpenAPI 3.1 of some operations, from the schemas that the routes themselves check with. */
export function openApiDocument(operations: readonly Operation[]) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operations)
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Leeway API',
      version: '1',
      description:
        'For the systems of one lender. Amounts are integer minor units (`…Cents`) or decimal text, rates integer millionths (`…Ppm`), dates `2026-11-25`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map(name => ({ name })),
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of the lender: `authorization: Bearer lw_…`' },
      },
      schemas: { Error: jsonSchema(ApiError, 'output') },
      responses: Object.fromEntries(
        Object.entries(REFUSALS).map(([status, { code, description }]) => [
          `Refused${status}`,
          { description, content: json({ $ref: '#/components/schemas/Error' }, exampleOf(status, code)) },
        ]),
      ),
    },
  }
}

function exampleOf(status: string, code: string) {
  const more = status === '400' ? { fields: { amountCents: 'amount_cents_invalid' } } : {}
  const reason = status === '400' ? 'check_fields' : code
  return {
    error: { code, reason, message: 'A sentence for people.', ...more, requestId: '019a0000-0000-7000-8000-000000000001' },
  }
}

function describe({
  method,
  path,
  tag,
  summary,
  description,
  isPublic,
  scope,
  parameters,
  request,
  answers,
  refuses = [],
}: Operation) {
  const refused = [...(isPublic ? [] : [401]), ...refuses, 500].sort((a, b) => a - b)
  return {
    operationId: `${method}${path.replace('/api/v1', '').replace(/[^a-zA-Z]+(\w)?/g, (_match, next: string | undefined) => (next ?? '').toUpperCase())}`,
    tags: [tag],
    summary,
    description: [description, scope && `Needs the scope \`${scope}\`.`].filter(Boolean).join('\n\n') || undefined,
    security: isPublic ? [] : undefined,
    parameters: parameters?.map(parameterOf),
    requestBody: request && bodyOf(request),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, answer]) => [
          status,
          { description: answer.description, content: json(jsonSchema(answer.schema, 'output'), answer.example) },
        ]),
      ),
      ...Object.fromEntries(refused.map(status => [status, { $ref: `#/components/responses/Refused${status}` }])),
    },
  }
}

const parameterOf = ({ schema, required, ...rest }: Parameter) => ({
  ...rest,
  required: rest.in === 'path' || required === true,
  schema: jsonSchema(schema, 'input'),
})

const bodyOf = (request: NonNullable<Operation['request']>) =>
  'csv' in request
    ? {
        required: true,
        description: request.description,
        content: { 'text/csv': { schema: { type: 'string' }, example: request.csv } },
      }
    : { required: true, content: json(jsonSchema(request.schema, 'input'), request.example) }
