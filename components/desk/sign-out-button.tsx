'use client'

import { LogOut } from 'lucide-react'
import { signOut } from 'next-auth/react'
import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'

/** Ends the session on the server and leaves. */
export function SignOutButton() {
  const t = useTranslations('nav')
  const [leaving, setLeaving] = useState(false)
  async function leave() {
    setLeaving(true)
    await signOut({ callbackUrl: '/sign-in' })
  }
  return (
    <Button
      variant="ghost"
      shape="icon"
      pending={leaving}
      aria-label={t('signOut')}
      title={t('signOut')}
      onClick={() => void leave()}
    >
      <LogOut aria-hidden />
    </Button>
  )
}
