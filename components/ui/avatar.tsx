import { cn } from './cn'

type Props = { name: string; presence?: { state: 'here' | 'typing' | 'away'; word: string }; size?: 'sm' | 'md' }

const rings = {
  here: 'border-good bg-good',
  typing: 'border-attention bg-attention',
  away: 'border-line-strong bg-surface',
} as const

function initials(name: string): string {
  if (/\p{Script=Han}/u.test(name)) return name.slice(-2)
  return name
    .split(/\s+/)
    .map(part => part[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase()
}

/** A person by initials, with what they are doing now as a dot and a word. */
export function Avatar({ name, presence, size = 'md' }: Props) {
  const text = presence ? `${name} · ${presence.word}` : name
  return (
    <span
      role="img"
      aria-label={text}
      title={text}
      className={cn(
        'relative inline-grid shrink-0 place-items-center rounded-full bg-accent-soft font-medium text-accent',
        size === 'sm' ? 'size-6 text-2xs' : 'size-8 text-xs',
      )}
    >
      <span aria-hidden>{initials(name)}</span>
      {presence && (
        <span
          aria-hidden
          className={cn(
            'absolute -right-px -bottom-px size-2.5 rounded-full border-2 outline-2 outline-surface',
            rings[presence.state],
          )}
        />
      )}
    </span>
  )
}
