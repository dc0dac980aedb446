/** desk: dense, for a day's work. portal: large, for a phone on a bad day. compact: desk with shorter rows. */
export type Density = 'desk' | 'portal' | 'compact'
/** Meaning of a state; always shown with a word, never by colour alone. */
export type Tone = 'neutral' | 'info' | 'good' | 'attention' | 'stop'
