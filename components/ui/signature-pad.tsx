'use client'

import { useState, type PointerEvent, type ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { Button } from './button'
import { Input } from './input'

const width = 600
const height = 180
const greatestLength = 20_000

type Props = { name: string; label: ReactNode; hint?: string; typedLabel: string }

/**
 * A name typed under `name` (enough by itself, and the only way without a pointer or script),
 * and beside it a drawing, sent as an SVG path in a 600 × 180 box under `<name>Path`.
 */
export function SignaturePad({ name, label, hint, typedLabel }: Props) {
  const t = useTranslations('ui')
  const [path, setPath] = useState('')
  const [drawing, setDrawing] = useState(false)

  function point(event: PointerEvent<SVGSVGElement>): string {
    const box = event.currentTarget.getBoundingClientRect()
    const x = Math.round(((event.clientX - box.left) / box.width) * width)
    const y = Math.round(((event.clientY - box.top) / box.height) * height)
    return `${x} ${y}`
  }
  function start(event: PointerEvent<SVGSVGElement>) {
    event.currentTarget.setPointerCapture(event.pointerId)
    setDrawing(true)
    const at = point(event)
    setPath(before => `${before}M${at}l0 0`)
  }
  function move(event: PointerEvent<SVGSVGElement>) {
    if (!drawing) return
    const at = point(event)
    setPath(before => (before.length > greatestLength ? before : `${before}L${at}`))
  }

  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-(--field-gap) text-(length:--label-text) font-medium text-ink">{label}</legend>
      <Input name={name} label={typedLabel} hint={hint} autoComplete="name" />
      <div className="flex flex-col gap-2">
        <div className="relative rounded-lg border border-line-strong bg-surface">
          <svg
            role="img"
            aria-label={path ? t('signatureDrawn') : t('signatureEmpty')}
            viewBox={`0 0 ${width} ${height}`}
            preserveAspectRatio="none"
            onPointerDown={start}
            onPointerMove={move}
            onPointerUp={() => setDrawing(false)}
            onPointerCancel={() => setDrawing(false)}
            className="block h-44 w-full cursor-crosshair touch-none text-ink"
          >
            <path
              d={`M40 ${height - 36}H${width - 40}`}
              stroke="var(--line-strong)"
              strokeDasharray="2 6"
              vectorEffect="non-scaling-stroke"
            />
            <path
              d={path}
              fill="none"
              stroke="currentColor"
              strokeWidth="2.5"
              strokeLinecap="round"
              strokeLinejoin="round"
              vectorEffect="non-scaling-stroke"
            />
          </svg>
          {!path && (
            <p className="pointer-events-none absolute inset-x-0 bottom-2 text-center text-sm text-ink-faint">{t('signHere')}</p>
          )}
        </div>
        <input type="hidden" name={`${name}Path`} value={path} />
        <Button variant="ghost" className="self-start" disabled={!path} onClick={() => setPath('')}>
          {t('clearSignature')}
        </Button>
      </div>
    </fieldset>
  )
}
