import { getLocale, getTranslations } from 'next-intl/server'
import { statementDocument } from '@/components/loans/statement-document'
import type { Ctx } from '@/lib/context'
import { exportStatement } from '@/lib/ledger/statement-commands'
import { statementCsv } from '@/lib/ledger/statement-document'
import { asOfFrom } from '@/lib/ledger/statement-input'
import { statementPdf } from '@/lib/ledger/statement-pdf-port'

const TYPES = { pdf: 'application/pdf', csv: 'text/csv; charset=utf-8' } as const

/** A borrower's statement as the file that `?format=` asks for, PDF when it does not say, in the reader's language. */
export async function statementFile(ctx: Ctx, borrowerId: string, url: URL): Promise<Response> {
  const format = url.searchParams.get('format') === 'csv' ? 'csv' : 'pdf'
  const statement = await exportStatement(ctx, { who: borrowerId, asOf: asOfFrom(url), format })
  const [t, components, locale] = await Promise.all([getTranslations('debt'), getTranslations('cases.components'), getLocale()])
  const { name, hotline } = ctx.lender
  const document = statementDocument(statement, { t, components, locale, lenderName: name[locale === 'en' ? 'en' : 'zh-CN'], hotline })
  const body = format === 'csv' ? statementCsv(document) : new Uint8Array(await statementPdf(document))
  return new Response(body, {
    headers: {
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="statement-${statement.borrowerNumber}-${statement.asOf}.${format}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
