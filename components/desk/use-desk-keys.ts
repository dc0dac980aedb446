'use client'

import { useSyncExternalStore } from 'react'
import { useHotkeys } from 'react-hotkeys-hook'

const setting = 'leeway_keys'
const listeners = new Set<() => void>()
const subscribe = (changed: () => void) => {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

/** Single-key commands can be switched off (WCAG 2.1.4); the choice stays in this browser. */
export function useKeysSwitch() {
  const on = useSyncExternalStore(
    subscribe,
    () => window.localStorage.getItem(setting) !== 'off',
    () => true,
  )
  const turn = (wanted: boolean) => {
    window.localStorage.setItem(setting, wanted ? 'on' : 'off')
    listeners.forEach(changed => changed())
  }
  return { on, turn }
}

/** One key, one command: silent in fields, in dialogs, while an input method composes, and when keys are switched off. */
export function useKey(key: string, run: () => void, enabled = true) {
  const { on } = useKeysSwitch()
  useHotkeys(
    key,
    event => {
      event.preventDefault()
      run()
    },
    { enabled: enabled && on, useKey: true, ignoreEventWhen: event => event.isComposing || isBusy(event.target) },
    [run],
  )
}

const isBusy = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null
