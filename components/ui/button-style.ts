import { cva, type VariantProps } from 'class-variance-authority'

export const buttonStyle = cva(
  'inline-flex min-h-(--control-h) max-w-full shrink-0 items-center justify-center gap-1.5 rounded-(--control-radius) border px-[calc(var(--control-x)+0.125rem)] py-1 text-center text-(length:--control-text) leading-tight font-medium no-underline transition-colors duration-100 select-none disabled:cursor-not-allowed aria-disabled:cursor-not-allowed [&_svg]:size-[1.2em] [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary:
          'border-transparent bg-accent text-accent-ink shadow-low hover:bg-accent-hover disabled:bg-sunken disabled:text-ink-faint disabled:border-line disabled:shadow-none',
        secondary:
          'border-line-mid bg-surface text-ink shadow-low hover:border-line-strong hover:bg-hover disabled:border-line disabled:bg-sunken disabled:text-ink-faint disabled:shadow-none',
        ghost: 'border-transparent bg-transparent text-ink-soft hover:bg-hover hover:text-ink disabled:text-ink-faint',
        'danger-quiet':
          'border-line-mid bg-surface text-stop hover:border-stop hover:bg-stop-soft disabled:border-line disabled:bg-sunken disabled:text-ink-faint',
      },
      shape: { text: '', icon: 'aspect-square px-0 py-0', wide: 'w-full' },
    },
    defaultVariants: { variant: 'secondary', shape: 'text' },
  },
)

export type ButtonStyle = VariantProps<typeof buttonStyle>
