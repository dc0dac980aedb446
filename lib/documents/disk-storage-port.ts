import { createReadStream, createWriteStream } from 'node:fs'
import { access, mkdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { readEnv } from '../env'
import { notFound } from '../errors'
import type { Storage } from './storage-port'

/** Files in a folder, spread over 4,096 sub-folders; half-written ones keep another name and never count. */
export function diskStorage(folder: string): Storage {
  const place = (key: string) => {
    if (!/^[\w-]{20,64}$/.test(key)) throw notFound()
    return path.join(/*turbopackIgnore: true*/ folder, key.slice(0, 2), key)
  }
  return {
    async put(key, bytes) {
      const file = place(key)
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
      try {
        await pipeline(bytes, createWriteStream(`${file}.part`, { flags: 'wx', mode: 0o600 }))
        await rename(`${file}.part`, file)
      } catch (error) {
        await rm(`${file}.part`, { force: true })
        throw error
      }
    },
    async get(key) {
      const file = place(key)
      await stat(file).catch(() => {
        throw notFound()
      })
      return createReadStream(file)
    },
    delete: key => rm(place(key), { force: true }),
    exists: key =>
      access(place(key)).then(
        () => true,
        () => false,
      ),
    async sizeBytes(key) {
      const found = await stat(place(key)).catch(() => null)
      if (!found) throw notFound()
      return found.size
    },
  }
}

/** The storage this process was configured with (`LEEWAY_FILES_DIR`). */
export const openStorage = (): Storage => diskStorage(readEnv().LEEWAY_FILES_DIR)
