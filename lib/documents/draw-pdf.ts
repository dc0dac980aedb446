import path from 'node:path'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import sharp from 'sharp'
import { DomainError, invalid } from '../errors'
import { limits } from './accepted-files'
import { toPage, type DrawnPage } from './page-picture'

const pageMilliseconds = 10_000
const dotsPerPoint = 2

/** Draws each page of a PDF by pdf.js, without scripts, links or outside files. Throws `invalid`; see drawPages. */
export async function drawPdf(bytes: Uint8Array): Promise<DrawnPage[]> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const shipped = (folder: string) => `${path.join(/*turbopackIgnore: true*/ process.cwd(), 'node_modules', 'pdfjs-dist', folder)}/`
  const loading = getDocument({
    data: new Uint8Array(bytes),
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    stopAtErrors: true,
    maxImageSize: limits.imagePixels,
    standardFontDataUrl: shipped('standard_fonts'),
    cMapUrl: shipped('cmaps'),
    cMapPacked: true,
    wasmUrl: shipped('wasm'),
    verbosity: 0,
  })
  try {
    const file = await loading.promise
    if (file.numPages > limits.pdfPages) throw invalid('file_too_many_pages', undefined, { most: limits.pdfPages })
    const pages: DrawnPage[] = []
    for (let number = 1; number <= file.numPages; number++) pages.push(await drawPage(file, number))
    return pages
  } catch (error) {
    if (error instanceof DomainError) throw error
    throw invalid(error instanceof Error && error.name === 'PasswordException' ? 'file_locked' : 'file_unreadable')
  } finally {
    await loading.destroy()
  }
}

/** What pdf.js makes in Node: a canvas of @napi-rs/canvas. */
type CanvasFactory = { create: (width: number, height: number) => { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D } }

async function drawPage(file: PDFDocumentProxy, number: number): Promise<DrawnPage> {
  const page = await file.getPage(number)
  const size = page.getViewport({ scale: 1 })
  const scale = Math.min(dotsPerPoint, limits.pageSidePixels / Math.max(size.width, size.height, 1))
  const viewport = page.getViewport({ scale })
  const width = Math.max(1, Math.floor(viewport.width))
  const height = Math.max(1, Math.floor(viewport.height))
  const { canvas, context } = (file.canvasFactory as CanvasFactory).create(width, height)
  const task = page.render({ canvas, canvasContext: context, viewport, background: '#ffffff' })
  const tooLong = setTimeout(() => task.cancel(), pageMilliseconds)
  try {
    await task.promise
  } finally {
    clearTimeout(tooLong)
  }
  const pixels = context.getImageData(0, 0, width, height).data
  page.cleanup()
  return toPage(sharp(Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength), { raw: { width, height, channels: 4 } }))
}
