declare module 'pg-copy-streams' {
  import type { Readable, Writable } from 'node:stream'
  import type { Submittable } from 'pg'

  /** `client.query(from('copy … from stdin'))` is a stream to write rows to. */
  export function from(text: string): Writable & Submittable
  /** `client.query(to('copy … to stdout'))` is a stream to read rows from. */
  export function to(text: string): Readable & Submittable
}
