import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { Table, TableBody, Cell, Column, RowHeader, TableHead } from './table'

export type DiffItem = { id: string; label: ReactNode; before: ReactNode; after: ReactNode; changed: boolean; numeric?: boolean }

/** Before and after, side by side; what changed is marked by line and weight, not by colour alone. */
export function Diff({ caption, items }: { caption: string; items: readonly DiffItem[] }) {
  const t = useTranslations('ui.diff')
  return (
    <Table caption={caption}>
      <TableHead>
        <Column hidden>{t('what')}</Column>
        <Column numeric={items.some(item => item.numeric)}>{t('before')}</Column>
        <Column numeric={items.some(item => item.numeric)}>{t('after')}</Column>
      </TableHead>
      <TableBody>
        {items.map(item => (
          <tr key={item.id}>
            <RowHeader>{item.label}</RowHeader>
            <Cell numeric={item.numeric} className="text-ink-faint">
              {item.changed ? <del className="decoration-line-strong">{item.before}</del> : item.before}
            </Cell>
            <Cell numeric={item.numeric}>
              {item.changed ? (
                <ins className="rounded-xs bg-attention-soft px-1 font-semibold no-underline">{item.after}</ins>
              ) : (
                item.after
              )}
            </Cell>
          </tr>
        ))}
      </TableBody>
    </Table>
  )
}
