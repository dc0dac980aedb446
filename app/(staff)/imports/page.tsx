import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { listImports } from '@/lib/imports/queries'
import { FileList } from './file-list'

type Props = { searchParams: Promise<{ cursor?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('imports'))('title') }
}

export default async function ImportsPage({ searchParams }: Props) {
  const ctx = await staffContext()
  const t = await getTranslations('imports')
  const { cursor } = await searchParams
  const from = typeof cursor === 'string' ? cursor : null
  const { rows, next } = await orNotFound(listImports(ctx, from))
  const counts = [
    { name: 'rows', label: t('rows') },
    { name: 'new', label: t('newRows') },
    { name: 'changed', label: t('changedRows') },
    { name: 'refused', label: t('refusedRows') },
  ]
  return <FileList of="imports" base="/imports" {...{ counts, rows, from, next }} now={ctx.now} timeZone={ctx.lender.timeZone} />
}
