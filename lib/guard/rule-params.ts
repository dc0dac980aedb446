import { z } from 'zod'
import { Test, type TestKind } from './rule-test'

/** One number, word or switch of a test, as a form asks for it. Read from the schema, so that form and rule cannot drift apart. */
export type Param = {
  name: string
  type: 'clock' | 'number' | 'flag' | 'choice' | 'choices' | 'words'
  isOptional: boolean
  options: readonly string[]
  min: number | null
  max: number | null
}

export const testKinds: readonly TestKind[] = Test.options.map(option => option.shape.kind.value)

export function paramsOf(kind: TestKind): Param[] {
  const shape = Test.options.find(option => option.shape.kind.value === kind)?.shape
  return Object.entries(shape ?? {})
    .filter(([name]) => name !== 'kind')
    .map(([name, schema]) => paramOf(name, schema))
}

function paramOf(name: string, schema: unknown): Param {
  const isOptional = schema instanceof z.ZodNullable
  const inner: unknown = isOptional ? schema.unwrap() : schema
  const plain = { name, isOptional, options: [], min: null, max: null }
  if (inner instanceof z.ZodNumber) return { ...plain, type: 'number', min: inner.minValue, max: inner.maxValue }
  if (inner instanceof z.ZodBoolean) return { ...plain, type: 'flag' }
  if (inner instanceof z.ZodEnum) return { ...plain, type: 'choice', options: textsOf(inner) }
  if (inner instanceof z.ZodArray) return inner.element instanceof z.ZodEnum ? { ...plain, type: 'choices', options: textsOf(inner.element) } : { ...plain, type: 'words' }
  return { ...plain, type: 'clock' }
}

const textsOf = (schema: z.ZodEnum) => schema.options.map(String)
