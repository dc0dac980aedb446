'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'

/** A reference to copy; without script it can be selected as a whole with one tap. */
export function CopyText({ text, texts }: { text: string; texts: { copy: string; copied: string } }) {
  const [isCopied, setCopied] = useState(false)
  async function copy() {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <span className="flex flex-wrap items-center gap-3">
      <span className="font-semibold break-all tabular-nums select-all">{text}</span>
      <Button onClick={() => void copy()}>{isCopied ? texts.copied : texts.copy}</Button>
      <span role="status" className="sr-only">
        {isCopied ? texts.copied : ''}
      </span>
    </span>
  )
}
