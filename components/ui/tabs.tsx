'use client'

import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

export type Tab = { id: string; label: ReactNode; content: ReactNode }

/** Tabs inside one page; arrows move, the panel follows. */
export function Tabs({ label, tabs, defaultTab }: { label: string; tabs: readonly Tab[]; defaultTab?: string }) {
  return (
    <Base.Root defaultValue={defaultTab ?? tabs[0]?.id}>
      <Base.List aria-label={label} className="quiet-scroll flex gap-5 overflow-x-auto border-b border-line px-1">
        {tabs.map(tab => (
          <Base.Tab
            key={tab.id}
            value={tab.id}
            className="-mb-px min-h-9 border-b-2 border-transparent text-sm whitespace-nowrap text-ink-soft -outline-offset-2 hover:text-ink data-active:border-accent data-active:font-medium data-active:text-ink"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map(tab => (
        <Base.Panel key={tab.id} value={tab.id} className="py-4 outline-offset-4">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}
