import { templates } from '@/db/schema'
import { idFrom } from '@/lib/clock'
import type { Ctx } from '@/lib/context'
import { shippedTemplates } from '@/lib/outbox/default-templates'
import { transaction } from '@/lib/transaction'

/** Publishes the wordings that ship as the lender's own, to be changed later. A second run changes nothing. */
export async function seedTemplates(ctx: Ctx): Promise<void> {
  await transaction(ctx, ctx =>
    ctx.db
      .insert(templates)
      .values(
        shippedTemplates.map(template => ({
          lenderId: ctx.lender.id,
          id: idFrom(`template:${ctx.lender.slug}:${template.code}:${template.channel}`),
          code: template.code,
          channel: template.channel,
          purpose: template.purpose,
          subjectEn: template.subject.en,
          subjectZhCn: template.subject['zh-CN'],
          bodyEn: template.body.en,
          bodyZhCn: template.body['zh-CN'],
          publishedAt: ctx.now,
        })),
      )
      .onConflictDoNothing(),
  )
}
