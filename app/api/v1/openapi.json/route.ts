import { openApiDocument } from '@/lib/api/document'
import { operations } from '@/lib/api/operations'

const document = openApiDocument(operations)

/** Public: it describes addresses and shapes and holds nothing about anybody. */
export const GET = () => Response.json(document)
