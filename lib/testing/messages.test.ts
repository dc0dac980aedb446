import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import en from '@/messages/en.json'
import zhCn from '@/messages/zh-CN.json'
import { argumentsOf, takeTheSame } from './icu'
import { placeOf, readSources, visit, type Source } from './sources'

type Tree = { [key: string]: string | Tree }

const flatten = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : flatten(value, `${path}${key}.`),
  )

const english = new Map(flatten(en as Tree))
const chinese = new Map(flatten(zhCn as Tree))

describe('argumentsOf', () => {
  it.each([
    ['plain', []],
    ['{name} owes {amount}', ['amount', 'name']],
    ['{n, plural, one {# day of {who}} other {# days}}', ['n?', 'who']],
    ['{on, date, medium} <b>now</b>', ['<b>', 'on:date']],
    ["it''s '{not}' one", []],
  ])('reads %s', (message, expected) => expect(argumentsOf(message)).toEqual(expected))

  it.each(['{open', 'close}', '{n, plural, one {a}}', '{}'])('refuses %s', message =>
    expect(() => argumentsOf(message)).toThrow(),
  )
})

describe('messages', () => {
  it('has the same keys in both languages', () => {
    expect([...chinese.keys()].filter(key => !english.has(key))).toEqual([])
    expect([...english.keys()].filter(key => !chinese.has(key))).toEqual([])
  })

  it('has no empty text', () => {
    expect([...english, ...chinese].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([])
  })

  it('takes the same arguments in both languages', () => {
    const broken = [...english].flatMap(([key, text]) => {
      try {
        const [left, right] = [argumentsOf(text), argumentsOf(chinese.get(key) ?? '')]
        return takeTheSame(left, right) ? [] : [`${key}: ${left.join()} | ${right.join()}`]
      } catch (error) {
        return [`${key}: ${(error as Error).message}`]
      }
    })
    expect(broken).toEqual([])
  })

  it('says every text that the code asks for by a fixed name', () => {
    const asked = readSources(['app', 'components']).flatMap(askedKeys)
    expect(asked.filter(({ key }) => !english.has(key)).map(({ key, place }) => `${place} ${key}`)).toEqual([])
  })
})

const MAKERS = new Set(['useTranslations', 'getTranslations'])

/** `const t = useTranslations('plans')` … `t('title')` asks for `plans.title`; a name made at run time is not judged here. */
function askedKeys(source: Source): { key: string; place: string }[] {
  const found: { key: string; place: string }[] = []
  visit(source.tree, node => {
    if (!ts.isCallExpression(node)) return
    const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.expression : node.expression
    const method = ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : 't'
    const [first] = node.arguments
    if (!ts.isIdentifier(callee) || !['t', 'rich', 'markup', 'raw'].includes(method) || !first || !ts.isStringLiteralLike(first))
      return
    const space = namespaceOf(callee)
    if (space === null || method === 'raw') return
    found.push({ key: space === '' ? first.text : `${space}.${first.text}`, place: placeOf(source, node) })
  })
  return found
}

/** The namespace of the translator that a name means at this place: the nearest declaration in the scopes around it. */
function namespaceOf(name: ts.Identifier): string | null {
  for (let scope: ts.Node | undefined = name.parent; scope; scope = scope.parent) {
    const statements = ts.isBlock(scope) || ts.isSourceFile(scope) ? scope.statements : []
    for (const statement of statements) {
      if (!ts.isVariableStatement(statement)) continue
      for (const declaration of statement.declarationList.declarations) {
        if (ts.isIdentifier(declaration.name) && declaration.name.text === name.text)
          return namespaceMade(declaration.initializer)
      }
    }
  }
  return null
}

function namespaceMade(made: ts.Expression | undefined): string | null {
  const call = made && ts.isAwaitExpression(made) ? made.expression : made
  if (!call || !ts.isCallExpression(call) || !ts.isIdentifier(call.expression) || !MAKERS.has(call.expression.text)) return null
  const [first] = call.arguments
  if (!first) return ''
  return ts.isStringLiteralLike(first) ? first.text : null
}
