import type { Sharp } from 'sharp'
import { limits } from './accepted-files'

export type DrawnPage = { jpeg: Buffer; widthPixels: number; heightPixels: number }

/** Fits a picture into the largest page and encodes it anew; metadata is left behind. */
export async function toPage(picture: Sharp): Promise<DrawnPage> {
  const side = limits.pageSidePixels
  const { data, info } = await picture
    .flatten({ background: '#ffffff' })
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 82 })
    .toBuffer({ resolveWithObject: true })
  return { jpeg: data, widthPixels: info.width, heightPixels: info.height }
}
