import { getTranslations } from 'next-intl/server'
import { borrowerContext } from '@/app/_server/context'
import { ActionForm } from '@/components/forms/action-form'
import { PortalHeading } from '@/components/layout/portal-shell'
import { Thread } from '@/components/portal/thread'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { Notice } from '@/components/ui/notice'
import { Textarea } from '@/components/ui/textarea'
import { dateIn } from '@/lib/dates'
import { getPortalHome } from '@/lib/portal/queries'
import { markThreadRead } from '@/lib/threads/commands'
import { listThread } from '@/lib/threads/queries'
import { ask } from '../thread-actions'

type Props = { params: Promise<{ lender: string }>; searchParams: Promise<{ done?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('portal'))('ask.title') }
}

export default async function AskPage({ params, searchParams }: Props) {
  const { lender } = await params
  const ctx = await borrowerContext(lender)
  const [messages, t, { done }] = await Promise.all([listThread(ctx, ctx.actor.id), getTranslations('portal'), searchParams])
  const holdEndsAt = done === 'dispute' || done === 'complaint' ? (await getPortalHome(ctx)).holdEndsAt : null
  if (messages.some(message => message.authorKind === 'staff' && !message.readAt)) await markThreadRead(ctx)
  return (
    <div className="flex flex-col gap-8">
      <div className="-mb-8">
        <PortalHeading title={t('ask.title')} lead={t('ask.lead')} />
      </div>
      {done && ['sent', 'dispute', 'complaint'].includes(done) && (
        <Notice tone="good" live title={t(`ask.done.${done}`)}>
          {holdEndsAt && t.rich('home.pausedUntil', { date: () => <DateText value={dateIn(holdEndsAt, ctx.lender.timeZone)} /> })}
        </Notice>
      )}
      <Thread messages={messages} timeZone={ctx.lender.timeZone} />
      <ActionForm action={ask} hidden={{ lender }}>
        <Textarea name="body" label={t('ask.body')} hint={t('ask.hint')} rows={4} maxLength={4000} required />
        <Button type="submit" variant="primary" className="self-start max-sm:w-full">
          {t('ask.send')}
        </Button>
      </ActionForm>
    </div>
  )
}
