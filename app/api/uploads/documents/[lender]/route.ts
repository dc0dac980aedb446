import { getTranslations } from 'next-intl/server'
import { route } from '@/app/_server/route'
import type { BorrowerActor, Ctx } from '@/lib/context'
import { consentFor, isDocumentKind, limits } from '@/lib/documents/accepted-files'
import { addDocument } from '@/lib/documents/commands'
import { drawPages } from '@/lib/documents/draw-pages'
import { openStorage } from '@/lib/documents/disk-storage-port'
import { joinPictures } from '@/lib/documents/join-pictures'
import type { DrawnPage } from '@/lib/documents/page-picture'
import { openScanner } from '@/lib/documents/scanner-port'
import { DomainError, invalid } from '@/lib/errors'
import { saveStep } from '@/lib/hardship/commands'
import { getApplication } from '@/lib/hardship/queries'

/** A borrower's files: from a plain form (answered by a redirect) or from script (answered by JSON). */
export const POST = route({
  actor: 'borrower',
  run: async (ctx, { request, params }) => {
    const wantsJson = request.headers.get('accept')?.includes('application/json') ?? false
    const lender = params.lender ?? ''
    let page = `/portal/${lender}/hardship/proof`
    try {
      const form = await readForm(request)
      page = pageOf(lender, form)
      const added = await addFiles(ctx, form)
      return answer(wantsJson, `${page}${page.includes('?') ? '&' : '?'}added=${added}`)
    } catch (error) {
      if (wantsJson || !(error instanceof DomainError)) throw error
      const known = (await getTranslations('errors')).has(error.message) ? error.message : 'unexpected'
      return answer(false, `${page}${page.includes('?') ? '&' : '?'}problem=${known}`)
    }
  },
})

const answer = (wantsJson: boolean, redirectTo: string): Response =>
  wantsJson ? Response.json({ redirectTo }) : new Response(null, { status: 303, headers: { location: redirectTo, 'cache-control': 'no-store' } })

/** The length is checked before a byte is read; a body without one is refused. */
async function readForm(request: Request): Promise<FormData> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN)
  if (!(length <= limits.requestBytes)) throw new DomainError('too_large', 'upload_too_large', { values: { megabytes: limits.requestBytes / 1_000_000 } })
  return request.formData().catch(() => {
    throw invalid('upload_unreadable')
  })
}

function pageOf(lender: string, form: FormData): string {
  if (form.get('to') === 'requests') return `/portal/${lender}/hardship/requests`
  return `/portal/${lender}/hardship/proof${form.get('back') === 'check' ? '?back=check' : ''}`
}

async function addFiles(ctx: Ctx<BorrowerActor>, form: FormData): Promise<number> {
  const text = (name: string) => String(form.get(name) ?? '')
  const kind = text('kind')
  const files = form.getAll('files').filter((file): file is File => file instanceof File && file.name !== '')
  if (!isDocumentKind(kind) || !isId(text('application')) || (form.has('request') && !isId(text('request')))) throw invalid('upload_unreadable')
  if (files.length === 0) throw invalid('file_missing')
  if (form.get('consent') !== 'on') throw invalid('consent_needed')
  const application = await getApplication(ctx, ctx.actor.id, text('application'))
  const category = consentFor(kind)
  if (application.consents[category] !== 'granted' && application.status === 'draft') {
    await saveStep(ctx, ctx.actor.id, application.id, { step: 'proof', consents: { [category]: 'granted' } })
  }
  const stores = { storage: openStorage(), scanner: openScanner() }
  const papers = await papersOf(files, text('name'), form.get('together') === 'on')
  for (const { fileName, bytes } of papers) {
    await addDocument(ctx, stores, {
      borrowerId: ctx.actor.id,
      applicationId: application.id,
      evidenceRequestId: text('request') || null,
      kind,
      fileName,
      bytes,
    })
  }
  return papers.length
}

type Paper = { fileName: string; bytes: Uint8Array }

/** The files as they are kept: under the name they were given, photos of one paper as one file. */
async function papersOf(files: readonly File[], wanted: string, isOnePaper: boolean): Promise<Paper[]> {
  const raw = await Promise.all(files.map(async file => ({ fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })))
  for (const { bytes } of raw) {
    if (bytes.length > limits.fileBytes) throw new DomainError('too_large', 'file_too_large', { values: { megabytes: limits.fileBytes / 1_000_000 } })
  }
  const name = wanted.trim().slice(0, 60)
  const isPhotos = raw.length > 1 && raw.length <= limits.pdfPages && raw.every(({ fileName }) => /\.(jpe?g|png|webp)$/i.test(fileName))
  if (isOnePaper && isPhotos) {
    const pages: DrawnPage[] = []
    for (const { fileName, bytes } of raw) pages.push(...(await drawPages(fileName, bytes)).pages)
    return [{ fileName: `${name || raw[0]?.fileName.replace(/\.[^.]*$/, '')}.pdf`, bytes: joinPictures(pages) }]
  }
  if (!name) return raw
  return raw.map(({ fileName, bytes }, index) => ({ fileName: `${name}${raw.length > 1 ? ` ${index + 1}` : ''}${/\.[a-z0-9]{1,5}$/i.exec(fileName)?.[0] ?? ''}`, bytes }))
}

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
