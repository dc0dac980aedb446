'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Looks again every few seconds while the page is in view. */
export function RefreshOften({ seconds = 3 }: { seconds?: number }) {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh()
    }, seconds * 1000)
    return () => clearInterval(timer)
  }, [router, seconds])
  return null
}
