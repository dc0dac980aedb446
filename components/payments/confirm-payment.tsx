'use client'

import { use } from 'react'
import { Button } from '@/components/ui/button'
import { FieldContext } from '@/components/ui/field-context'

/** The button of the form around it, busy while the form is on its way. */
export function ConfirmPayment({ label }: { label: string }) {
  const { pending } = use(FieldContext)
  return (
    <div>
      <Button type="submit" variant="primary" pending={pending}>
        {label}
      </Button>
    </div>
  )
}
