import { Fragment, type ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

type Block = { key: string; node: ReactNode }

/** Shows an agreement's lines: `#` and `##` headings, `|` table rows, `-` points, paragraphs. Nothing else is markup. */
export function AgreementText({ text, lang }: { text: string; lang: string }) {
  return (
    <div lang={lang} className="flex flex-col gap-3 text-[0.96em] print:text-base">
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
          <li key={line}>{unbroken(line.slice(2))}</li>
        ))}
      </ul>
    )
  }
  return <p>{unbroken(first)}</p>
}

/** Dates, phone and reference numbers stay on one line. */
const unbroken = (text: string): ReactNode =>
  text.split(/([\w*]+(?:-[\w*]+)+)/).map((part, index) =>
    index % 2 === 1 ? (
      <span key={index} className="whitespace-nowrap">
        {part}
      </span>
    ) : (
      part
    ),
  )

/** A wide table shows on a small screen its first, second and last column; what lies between stands below, under its name. */
function Rows({ lines }: { lines: readonly string[] }) {
  const [head = [], ...rows] = lines.map(line => line.slice(2, -2).split(' | '))
  const last = head.length - 1
  const isFolded = (index: number) => head.length > 3 && index > 1 && index < last
  const side = (index: number) => (index === 0 || (head.length > 3 && index === 1) ? 'py-1.5 pr-3 text-left' : 'py-1.5 pl-3 text-right tabular-nums')
  return (
    <div role="region" aria-label={head.join(', ')} tabIndex={0} className="quiet-scroll overflow-x-auto">
      <table className="w-full border-collapse text-[0.94em]">
        <thead className="border-b border-line-strong">
          <tr>
            {head.map((cell, index) => (
              <th key={cell} scope="col" className={cn('font-medium whitespace-nowrap', side(index), isFolded(index) && 'max-sm:hidden')}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row, at) => (
            <tr key={`${at}-${row[0]}`} className="align-top">
              {row.map((cell, index) => (
                <td key={`${index}-${cell}`} className={cn(side(index), isFolded(index) && 'max-sm:hidden')}>
                  <span className="whitespace-nowrap">{cell}</span>
                  {index === 1 && head.length > 3 && (
                    <span className="block text-[0.9em] text-ink-faint sm:hidden">
                      {row.flatMap((part, place) => (isFolded(place) ? [`${head[place]} ${part}`] : [])).join(' · ')}
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
