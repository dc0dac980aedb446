/**
 * One message's arguments: `{name}` gives `name`, `{on, date}` gives `on:date`, `<b>` gives `<b>`. `{n, plural, …}` gives `n?`,
 * because Chinese often says nothing where English counts. Throws on a broken message.
 */
export function argumentsOf(message: string): string[] {
  const found = new Set<string>()
  const end = readText({ message, found, inPlural: false }, 0, 0)
  if (end !== message.length) throw new Error(`closing brace without an opening one at ${end}`)
  return [...found].sort()
}

type Reading = { message: string; found: Set<string>; inPlural: boolean }

function readText(reading: Reading, from: number, depth: number): number {
  const { message, found } = reading
  let at = from
  while (at < message.length) {
    const letter = message[at]
    if (letter === "'" && /[{}<']/.test(message[at + 1] ?? '')) at = afterQuote(message, at)
    else if (letter === '{') at = readArgument(reading, at + 1, depth)
    else if (letter === '}') return at
    else {
      const tag = /^<([a-z][\w]*)\/?>/i.exec(message.slice(at))
      if (tag) found.add(`<${tag[1]}>`)
      at += tag ? tag[0].length : 1
    }
  }
  if (depth > 0) throw new Error('a brace is not closed')
  return at
}

function afterQuote(message: string, at: number): number {
  if (message[at + 1] === "'") return at + 2
  const close = message.indexOf("'", at + 1)
  return close < 0 ? message.length : close + 1
}

function readArgument(reading: Reading, from: number, depth: number): number {
  const { message, found } = reading
  const head = /^\s*(\w+)\s*(?:,\s*(\w+)\s*)?/.exec(message.slice(from))
  if (!head) throw new Error(`no name after the brace at ${from}`)
  const [whole, name, kind] = head
  if (kind === 'plural' || kind === 'selectordinal') found.add(`${name}?`)
  else found.add(kind ? `${name}:${kind}` : `${name}`)
  let at = from + whole.length
  if (kind !== 'plural' && kind !== 'select' && kind !== 'selectordinal') {
    const close = message.indexOf('}', at)
    if (close < 0) throw new Error(`the brace of ${name} is not closed`)
    return close + 1
  }
  let hasOther = false
  while (at < message.length && message[at] !== '}') {
    const branch = /^[\s,]*(?:offset:\d+\s*)?([\w=-]+)\s*\{/.exec(message.slice(at))
    if (!branch) throw new Error(`${name}: a branch cannot be read at ${at}`)
    hasOther ||= branch[1] === 'other'
    at = readText(reading, at + branch[0].length, depth + 1) + 1
    while (/\s/.test(message[at] ?? '')) at++
  }
  if (!hasOther) throw new Error(`${name} has no branch "other"`)
  return at + 1
}

/** Whether two messages can be given the same values: all but the plurals' numbers must stand in both. */
export function takeTheSame(one: string[], other: string[]): boolean {
  const plain = (name: string) => name.replace(/\?$|:number$/, '')
  const bare = (names: string[]) => new Set(names.map(plain))
  const within = (names: string[], all: Set<string>) => names.every(name => name.endsWith('?') || all.has(plain(name)))
  return within(one, bare(other)) && within(other, bare(one))
}
