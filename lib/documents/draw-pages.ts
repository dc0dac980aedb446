import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import { invalid } from '../errors'
import { isAccepted, limits } from './accepted-files'
import { drawPdf } from './draw-pdf'
import { toPage, type DrawnPage } from './page-picture'

export type Drawn = { mediaType: string; pages: DrawnPage[] }

/**
 * Proves a file by ending, first bytes and a full decode, and draws it again as plain JPEG pages without metadata: the only form
 * that is ever shown. Throws `invalid` file_empty, file_type_refused, file_unreadable, file_locked, file_too_many_pages.
 */
export async function drawPages(fileName: string, bytes: Uint8Array): Promise<Drawn> {
  if (bytes.length === 0) throw invalid('file_empty')
  const found = await fileTypeFromBuffer(bytes)
  if (!isAccepted(fileName, found?.mime)) throw invalid('file_type_refused')
  const mediaType = found?.mime ?? ''
  return { mediaType, pages: mediaType === 'application/pdf' ? await drawPdf(bytes) : [await drawImage(bytes)] }
}

async function drawImage(bytes: Uint8Array): Promise<DrawnPage> {
  try {
    return await toPage(sharp(bytes, { limitInputPixels: limits.imagePixels, failOn: 'error', animated: false }).rotate())
  } catch {
    throw invalid('file_unreadable')
  }
}
