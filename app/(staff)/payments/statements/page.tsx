import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { listStatements } from '@/lib/payments/bank-queries'
import { FileList } from '../../imports/file-list'
import { MoneyInTabs } from '../money-in-tabs'

type Props = { searchParams: Promise<{ cursor?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('statements'))('title') }
}

export default async function StatementsPage({ searchParams }: Props) {
  const ctx = await staffContext()
  const t = await getTranslations('statements')
  const { cursor } = await searchParams
  const from = typeof cursor === 'string' ? cursor : null
  const { rows, next } = await orNotFound(listStatements(ctx, from))
  const counts = (['sure', 'suggested', 'unmatched', 'duplicate'] as const).map(name => ({ name, label: t(`outcomes.${name}`) }))
  return <FileList of="statements" base="/payments/statements" {...{ counts, rows, from, next }} now={ctx.now} timeZone={ctx.lender.timeZone} tabs={<MoneyInTabs current="statements" />} />
}
