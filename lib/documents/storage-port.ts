import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { newSecret } from '../clock'
import { DomainError } from '../errors'

/** Where bytes live, apart from the row that owns them. Keys are random and made here; adapters stand beside this file. */
export type Storage = {
  /** Stores the whole stream or nothing. Throws when the key is taken. */
  put: (key: string, bytes: Readable) => Promise<void>
  /** Throws `not_found` for an unknown key. */
  get: (key: string) => Promise<Readable>
  delete: (key: string) => Promise<void>
  exists: (key: string) => Promise<boolean>
  sizeBytes: (key: string) => Promise<number>
}

export type StoredFile = { key: string; sizeBytes: number; sha256: string }
export type Source = Readable | ReadableStream<Uint8Array> | Uint8Array

/** Streams a file in while it is measured and hashed (SHA-256, hex). Throws `too_large` past `maxBytes` and keeps nothing. */
export async function putFile(storage: Storage, source: Source, options: { maxBytes: number }): Promise<StoredFile> {
  const key = newSecret(24)
  const hash = createHash('sha256')
  let sizeBytes = 0
  async function* measured() {
    for await (const chunk of toReadable(source)) {
      const bytes = Buffer.from(chunk as Uint8Array)
      sizeBytes += bytes.length
      if (sizeBytes > options.maxBytes) throw tooLarge(options.maxBytes)
      hash.update(bytes)
      yield bytes
    }
  }
  await storage.put(key, Readable.from(measured()))
  return { key, sizeBytes, sha256: hash.digest('hex') }
}

/** The whole file in memory, for small ones. Throws `too_large` past `maxBytes`. */
export async function readFile(storage: Storage, key: string, maxBytes: number): Promise<Buffer> {
  if ((await storage.sizeBytes(key)) > maxBytes) throw tooLarge(maxBytes)
  const parts: Buffer[] = []
  for await (const chunk of await storage.get(key)) parts.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(parts)
}

const tooLarge = (maxBytes: number) =>
  new DomainError('too_large', 'file_too_large', { values: { megabytes: Math.floor(maxBytes / 1_000_000) } })

function toReadable(source: Source): Readable {
  if (source instanceof Readable) return source
  if (source instanceof Uint8Array) return Readable.from([Buffer.from(source)])
  return Readable.fromWeb(source as Parameters<typeof Readable.fromWeb>[0])
}
