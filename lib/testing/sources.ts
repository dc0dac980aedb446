import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

const root = path.resolve(import.meta.dirname, '../..')

export type Source = { file: string; text: string; lines: number; tree: ts.SourceFile }

/** The TypeScript files of the house below some folders, parsed. */
export function readSources(folders: string[]): Source[] {
  return folders
    .flatMap(folder => readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true }))
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map(entry => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort()
    .map(file => {
      const text = readFileSync(path.join(root, file), 'utf8')
      const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
      return { file, text, lines: text.trimEnd().split('\n').length, tree }
    })
}

export function visit(node: ts.Node, see: (node: ts.Node) => void) {
  see(node)
  node.forEachChild(child => visit(child, see))
}

export const placeOf = (source: Source, node: ts.Node): string =>
  `${source.file}:${source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree)).line + 1}`

export const hasModifier = (node: ts.Node, kind: ts.SyntaxKind): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(modifier => modifier.kind === kind)

export const hasDirective = (statements: readonly ts.Statement[], text: string): boolean =>
  statements.some(
    statement =>
      ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression) && statement.expression.text === text,
  )

/** The top-level functions of a file by name, declared or assigned. */
export function functionsOf(source: Source): Map<string, { node: ts.Node; isExported: boolean }> {
  const found = new Map<string, { node: ts.Node; isExported: boolean }>()
  for (const statement of source.tree.statements) {
    const isExported = hasModifier(statement, ts.SyntaxKind.ExportKeyword)
    if (ts.isFunctionDeclaration(statement) && statement.name) found.set(statement.name.text, { node: statement, isExported })
    if (!ts.isVariableStatement(statement)) continue
    for (const { name, initializer } of statement.declarationList.declarations) {
      const isFunction =
        initializer &&
        (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer) || ts.isCallExpression(initializer))
      if (ts.isIdentifier(name) && isFunction) found.set(name.text, { node: initializer, isExported })
    }
  }
  return found
}

/** Names called inside a function, followed through the file's own functions. */
export function callsWithin(source: Source, name: string): Set<string> {
  const functions = functionsOf(source)
  const called = new Set<string>()
  const follow = (at: string) => {
    const start = functions.get(at)?.node
    if (!start) return
    visit(start, node => {
      if (!ts.isCallExpression(node)) return
      const { expression } = node
      const callee = ts.isIdentifier(expression)
        ? expression.text
        : ts.isPropertyAccessExpression(expression)
          ? `.${expression.name.text}`
          : null
      // A function handed over by name is called by whoever gets it.
      const handed = node.arguments
        .filter(ts.isIdentifier)
        .map(argument => argument.text)
        .filter(argument => functions.has(argument))
      for (const next of callee ? [callee, ...handed] : handed) {
        if (called.has(next)) continue
        called.add(next)
        follow(next)
      }
    })
  }
  follow(name)
  return called
}

/** Names a file imports from files whose path matches. */
export function importedFrom(source: Source, pattern: RegExp): Set<string> {
  const names = new Set<string>()
  for (const statement of source.tree.statements) {
    if (
      !ts.isImportDeclaration(statement) ||
      !ts.isStringLiteral(statement.moduleSpecifier) ||
      !pattern.test(statement.moduleSpecifier.text)
    )
      continue
    const bindings = statement.importClause?.namedBindings
    if (bindings && ts.isNamedImports(bindings)) for (const element of bindings.elements) names.add(element.name.text)
  }
  return names
}
