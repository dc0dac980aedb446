export const popupStyle = 'float-in rounded-lg border border-line bg-raised text-sm text-ink shadow-high outline-none'
export const itemStyle =
  'flex min-h-8 w-full items-center gap-2 rounded-sm px-2 py-1 text-sm text-ink outline-none select-none data-disabled:text-ink-faint data-highlighted:bg-accent-soft data-highlighted:text-accent pointer-coarse:min-h-10 [&_svg]:size-4 [&_svg]:shrink-0'
