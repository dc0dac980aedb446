import Link from 'next/link'
import type { ComponentProps } from 'react'
import { buttonStyle, type ButtonStyle } from './button-style'
import { cn } from './cn'

type Props = ComponentProps<typeof Link> & ButtonStyle & { size?: 'desk' | 'portal' }

/** A link that looks like a button: for going somewhere, never for doing something. */
export function LinkButton({ variant, shape, size, className, ...rest }: Props) {
  return <Link data-density={size} className={cn(buttonStyle({ variant, shape }), className)} {...rest} />
}
