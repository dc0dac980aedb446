declare module 'pg-copy-streams' {
  import type { Writable } from 'node:stream'
  import type { Submittable } from 'pg'

  /** `client.query(from('copy … from stdin'))` is a stream to write rows to. */
  export function from(text: string): Writable & Submittable
}
