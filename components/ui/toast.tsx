'use client'

import { CircleCheck, Info, TriangleAlert } from 'lucide-react'
import { Toaster as Sonner, toast } from 'sonner'
import { useTranslations } from 'next-intl'

/** Where toasts appear; stands once in each layout that has some, so that the portal need not load it. */
export function Toaster() {
  const t = useTranslations('ui')
  return (
    <Sonner
      position="bottom-right"
      containerAriaLabel={t('notifications')}
      gap={8}
      icons={{
        success: <CircleCheck className="size-4 text-good" />,
        error: <TriangleAlert className="size-4 text-stop" />,
        info: <Info className="size-4 text-accent" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-(--width) items-center gap-3 rounded-lg border border-line bg-raised px-4 py-3 text-sm text-ink shadow-high',
          title: 'font-medium',
          description: 'text-ink-soft',
          content: 'flex-1 min-w-0',
          actionButton: 'rounded-md px-2 min-h-7 font-medium text-accent hover:bg-hover',
        },
      }}
    />
  )
}

export type ToastProps = {
  title: string
  description?: string
  tone?: 'good' | 'stop' | 'info'
  undo?: { label: string; run: () => void }
}

/** Says that something happened; with `undo` it stays ten seconds and can be taken back. */
export function showToast({ title, description, tone = 'good', undo }: ToastProps) {
  const say = tone === 'good' ? toast.success : tone === 'stop' ? toast.error : toast.info
  return say(title, {
    description,
    duration: undo ? 10_000 : 5_000,
    action: undo && { label: undo.label, onClick: undo.run },
  })
}
