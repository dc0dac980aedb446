import { Fragment, type ReactNode } from 'react'

type Block = { key: string; node: ReactNode }

/** Shows an agreement's lines: `#` and `##` headings, `|` table rows, `-` points, paragraphs. Nothing else is markup. */
export function AgreementText({ text, lang }: { text: string; lang: string }) {
  return (
    <div lang={lang} className="flex flex-col gap-3 text-base">
      {blocksOf(text.split('\n')).map(block => (
        <Fragment key={block.key}>{block.node}</Fragment>
      ))}
    </div>
  )
}

function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? ''
    const kind = kindOf(line)
    const from = at
    do at += 1
    while (kind !== 'text' && kind !== 'heading' && at < lines.length && kindOf(lines[at] ?? '') === kind)
    blocks.push({ key: String(from), node: show(kind, lines.slice(from, at)) })
  }
  return blocks
}

const kindOf = (line: string): 'heading' | 'row' | 'point' | 'text' =>
  line.startsWith('#') ? 'heading' : line.startsWith('| ') ? 'row' : line.startsWith('- ') ? 'point' : 'text'

function show(kind: ReturnType<typeof kindOf>, lines: readonly string[]): ReactNode {
  const [first = ''] = lines
  if (kind === 'heading' && first.startsWith('## ')) return <h3 className="mt-3 text-lg font-semibold">{first.slice(3)}</h3>
  if (kind === 'heading') return <h2 className="text-xl font-semibold">{first.slice(2)}</h2>
  if (kind === 'row') return <Rows lines={lines} />
  if (kind === 'point') {
    return (
      <ul className="list-disc space-y-1 pl-5">
        {lines.map(line => (
          <li key={line}>{line.slice(2)}</li>
        ))}
      </ul>
    )
  }
  return <p>{first}</p>
}

function Rows({ lines }: { lines: readonly string[] }) {
  const [head = [], ...rows] = lines.map(line => line.slice(2, -2).split(' | '))
  return (
    <div role="region" aria-label={head.join(', ')} tabIndex={0} className="quiet-scroll overflow-x-auto">
      <table className="w-full border-collapse text-[0.94em]">
        <thead className="border-b border-line-strong">
          <tr>
            {head.map((cell, index) => (
              <th
                key={cell}
                scope="col"
                className={
                  index === 0
                    ? 'py-1 pr-3 text-left font-medium whitespace-nowrap'
                    : 'px-2 py-1 text-right font-medium whitespace-nowrap'
                }
              >
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row, at) => (
            <tr key={`${at}-${row[0]}`}>
              {row.map((cell, index) => (
                <td
                  key={`${index}-${cell}`}
                  className={index === 0 ? 'py-1 pr-3 whitespace-nowrap' : 'px-2 py-1 text-right whitespace-nowrap tabular-nums'}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
