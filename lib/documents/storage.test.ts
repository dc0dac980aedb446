import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, expect, it } from 'vitest'
import { diskStorage } from './disk-storage-port'
import { putFile, readFile } from './storage-port'

const folder = mkdtempSync(path.join(tmpdir(), 'leeway-files-'))
const storage = diskStorage(folder)
afterAll(() => rmSync(folder, { recursive: true }))

const files = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).length

it('keeps bytes, size and hash of a stream', async () => {
  const bytes = Buffer.alloc(300_000, 'Leeway')
  const stored = await putFile(storage, Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]), { maxBytes: 300_000 })
  expect(stored.sizeBytes).toBe(300_000)
  expect(stored.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  expect((await readFile(storage, stored.key, 300_000)).equals(bytes)).toBe(true)
  await storage.delete(stored.key)
  expect(await storage.exists(stored.key)).toBe(false)
})

it('keeps nothing of a file that is too large or breaks off', async () => {
  await expect(putFile(storage, new Uint8Array(11), { maxBytes: 10 })).rejects.toMatchObject({ code: 'too_large' })
  const broken = Readable.from((function* () {
    yield Buffer.from('half')
    throw new Error('connection lost')
  })())
  await expect(putFile(storage, broken, { maxBytes: 10 })).rejects.toThrow('connection lost')
  expect(files()).toBe(0)
})

it('never leaves its folder', async () => {
  await expect(storage.get('../../../../etc/passwd')).rejects.toMatchObject({ code: 'not_found' })
  await expect(storage.get('a'.repeat(32))).rejects.toMatchObject({ code: 'not_found' })
})
