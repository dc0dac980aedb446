'use client'

import { createContext, useContext } from 'react'

/** True inside a dialog, where the page's main part is inert. */
export const InDialog = createContext(false)

/** Small overlays open inside the page's landmark and take its density; inside a dialog they stay within the dialog. */
export function useOverlayHome(): HTMLElement | undefined {
  const inDialog = useContext(InDialog)
  if (inDialog || typeof document === 'undefined') return undefined
  return document.getElementById('main') ?? undefined
}
