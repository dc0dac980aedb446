import { limits } from '@/lib/documents/accepted-files'

export type Chosen = { id: string; file: File }

const longSide = 2400
const smallEnough = 1_500_000
const readable = /\.(jpe?g|png|webp|pdf)$/i

/** Also what a browser may be able to decode itself, such as a phone's HEIC. */
export const isPicture = (file: File): boolean => file.type.startsWith('image/') || /\.(jpe?g|png|webp|heic|heif)$/i.test(file.name)

/** Why a file would be refused, as a key below `documents.`; null when it may be sent. */
export function problemOf(file: File): 'empty' | 'tooBig' | 'wrongType' | null {
  if (file.size === 0) return 'empty'
  if (!readable.test(file.name)) return 'wrongType'
  return file.size > limits.fileBytes ? 'tooBig' : null
}

/** The picture turned by quarter turns and no larger than a page needs, as JPEG; a small upright one stays as it is. Rejects what cannot be decoded. */
export async function turnPicture(file: File, quarters: 0 | 1): Promise<File> {
  if (quarters === 0 && file.size <= smallEnough && readable.test(file.name)) return file
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, longSide / Math.max(picture.width, picture.height))
  const [width, height] = [Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale))]
  const canvas = document.createElement('canvas')
  canvas.width = quarters === 1 ? height : width
  canvas.height = quarters === 1 ? width : height
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  if (quarters === 1) {
    context.translate(height, 0)
    context.rotate(Math.PI / 2)
  }
  context.drawImage(picture, 0, 0, width, height)
  picture.close()
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/jpeg', 0.85))
  if (!blob) throw new Error('not drawn')
  return new File([blob], file.name.replace(/\.[^.]*$/, '') + '.jpg', { type: 'image/jpeg', lastModified: file.lastModified })
}
