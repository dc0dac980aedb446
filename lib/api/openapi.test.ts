import { describe, expect, it } from 'vitest'
import { functionsOf, readSources } from '@/lib/testing/sources'
import { openApiDocument } from './document'
import { operations } from './operations'

const addressOf = (file: string) =>
  `/${file
    .replace(/^app\//, '')
    .replace(/\/route\.ts$/, '')
    .replace(/\[(\w+)\]/g, '{$1}')}`
const document = openApiDocument(operations)

describe('the description of the API', () => {
  it('tells every method of every route below /api/v1, and no other', () => {
    const routes = readSources(['app/api/v1']).filter(({ file }) => file.endsWith('/route.ts'))
    const built = routes.flatMap(source =>
      [...functionsOf(source)]
        .filter(([name, { isExported }]) => isExported && /^(GET|POST|PUT|PATCH|DELETE)$/.test(name))
        .map(([name]) => `${name} ${addressOf(source.file)}`),
    )
    const told = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
    expect(built.length).toBeGreaterThan(17)
    expect(told.toSorted()).toEqual(built.toSorted())
  })

  it('names each operation once and each part of its path', () => {
    const described = Object.values(document.paths).flatMap(methods => Object.values(methods) as { operationId: string }[])
    const ids = described.map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(operations.length)
    expect(ids.filter(id => !/^[a-z][A-Za-z]+$/.test(id))).toEqual([])
    for (const { path, parameters = [] } of operations) {
      expect(parameters.filter(found => found.in === 'path').map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? [])
    }
  })

  it.each(operations.map(operation => [`${operation.method} ${operation.path}`, operation] as const))(
    '%s has examples that its schemas take',
    (_name, { request, answers, parameters = [] }) => {
      if (request && 'schema' in request) expect(request.schema.safeParse(request.example).error).toBeUndefined()
      for (const { schema, example } of parameters) expect(schema.safeParse(example).error).toBeUndefined()
      expect(Object.keys(answers).length).toBeGreaterThan(0)
      for (const { schema, example } of Object.values(answers)) expect(schema.safeParse(example).error).toBeUndefined()
    },
  )

  it('refers only to what it holds, and asks for a key everywhere but at itself', () => {
    const refs = JSON.stringify(document).match(/#\/components\/\w+\/\w+/g) ?? []
    const held = Object.entries(document.components).flatMap(([kind, names]) =>
      Object.keys(names).map(name => `#/components/${kind}/${name}`),
    )
    expect([...new Set(refs)].filter(ref => !held.includes(ref))).toEqual([])
    expect(operations.filter(({ isPublic }) => isPublic).map(({ path }) => path)).toEqual(['/api/v1/openapi.json'])
  })
})
