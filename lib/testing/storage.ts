import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { diskStorage } from '../documents/disk-storage-port'

/** Storage in a folder of this test file's own, removed after its last test. */
export function useStorage() {
  const folder = mkdtempSync(path.join(tmpdir(), 'leeway-files-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  return { folder, storage: diskStorage(folder) }
}
