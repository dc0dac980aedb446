import { Readable } from 'node:stream'
import { openStorage } from '@/lib/documents/disk-storage-port'
import type { Opened } from '@/lib/documents/reading-commands'

/** A drawn page, shown where it is; a private copy may be kept by the browser for five minutes. */
export async function pageResponse({ storageKey, mediaType }: Opened): Promise<Response> {
  return new Response(await bodyOf(storageKey), {
    headers: { 'content-type': mediaType, 'x-content-type-options': 'nosniff', 'cache-control': 'private, max-age=300', 'content-security-policy': "default-src 'none'; sandbox" },
  })
}

/** A file as it came: to be saved, never shown. */
export async function downloadResponse({ storageKey, fileName }: Opened): Promise<Response> {
  return new Response(await bodyOf(storageKey), {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="document"; filename*=UTF-8''${encodeURIComponent(fileName).replaceAll("'", '%27')}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}

const bodyOf = async (key: string): Promise<ReadableStream> => Readable.toWeb(await openStorage().get(key)) as ReadableStream
