'use client'

import { RotateCw, ZoomIn, ZoomOut } from 'lucide-react'
import Image from 'next/image'
import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { Button } from './button'
import { cn } from './cn'

export type DocumentPage = { src: string; alt: string }
const zooms = [50, 75, 100, 150, 200, 300] as const

/** Pages drawn by the server as pictures; nothing of the file itself runs here. */
export function DocumentViewer({
  label,
  pages,
  className,
}: {
  label: string
  pages: readonly DocumentPage[]
  className?: string
}) {
  const t = useTranslations('ui.viewer')
  const [zoom, setZoom] = useState(2)
  const [turns, setTurns] = useState(0)
  const percent = zooms[zoom] ?? 100
  return (
    <div className={cn('flex min-h-0 flex-col overflow-hidden rounded-lg border border-line bg-sunken', className)}>
      <div role="toolbar" aria-label={t('tools')} className="flex items-center gap-1 border-b border-line bg-surface px-2 py-1">
        <span className="mr-auto pl-1 text-sm text-ink-faint">{t('pages', { count: pages.length })}</span>
        <Button variant="ghost" shape="icon" aria-label={t('smaller')} disabled={zoom === 0} onClick={() => setZoom(zoom - 1)}>
          <ZoomOut aria-hidden />
        </Button>
        <output aria-label={t('zoom')} className="w-12 text-center text-sm">
          {percent} %
        </output>
        <Button
          variant="ghost"
          shape="icon"
          aria-label={t('larger')}
          disabled={zoom === zooms.length - 1}
          onClick={() => setZoom(zoom + 1)}
        >
          <ZoomIn aria-hidden />
        </Button>
        <Button variant="ghost" shape="icon" aria-label={t('rotate')} onClick={() => setTurns(turns + 1)}>
          <RotateCw aria-hidden />
        </Button>
      </div>
      <div
        role="region"
        aria-label={label}
        tabIndex={0}
        className="quiet-scroll min-h-0 flex-1 overflow-auto p-3 -outline-offset-2"
      >
        <div className="mx-auto flex flex-col gap-3" style={{ width: `${percent}%` }}>
          {pages.map(page => (
            <Image
              key={page.src}
              src={page.src}
              alt={page.alt}
              width={1240}
              height={1754}
              unoptimized
              className="h-auto w-full bg-surface shadow-mid transition-transform duration-150"
              style={{ rotate: `${turns * 90}deg` }}
            />
          ))}
        </div>
      </div>
    </div>
  )
}
