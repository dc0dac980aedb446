import { getLocale, getTranslations } from 'next-intl/server'
import { route } from '@/app/_server/route'
import { readEnv } from '@/lib/env'
import { notFound } from '@/lib/errors'
import { formatMoney } from '@/lib/money'
import { calendarFile } from '@/lib/plans/calendar'
import { getPlan } from '@/lib/plans/queries'
import { fromToken } from '@/lib/url-token'

/** The open dates of a signed plan for the borrower's own calendar. */
export const GET = route({
  actor: 'borrower',
  run: async (ctx, { params }) => {
    const ids = fromToken(params.token ?? '')
    if (!ids) throw notFound()
    const plan = await getPlan(ctx, ids.borrowerId, ids.id)
    if (!plan.activeFrom) throw notFound()
    const t = await getTranslations('agreement')
    const locale = (await getLocale()) === 'en' ? 'en' : 'zh-CN'
    const url = `${readEnv().LEEWAY_PUBLIC_URL.replace(/\/$/, '')}/portal/${ctx.lender.slug}/pay`
    const events = plan.progress.dates.flatMap((date, index) => {
      const left = date.totalCents - date.paidCents
      if (left === 0) return []
      const amount = formatMoney(left, plan.currency, locale)
      return [
        {
          uid: `${plan.id}-${index + 1}`,
          on: date.dueOn,
          title: t('event', { number: index + 1, plan: plan.number }),
          text: t('eventText', { amount, lender: ctx.lender.name[locale], url }),
          remindDaysBefore: 3,
        },
      ]
    })
    return new Response(calendarFile(events, ctx.now), {
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': `attachment; filename="${plan.number}.ics"`,
        'cache-control': 'no-store',
      },
    })
  },
})
