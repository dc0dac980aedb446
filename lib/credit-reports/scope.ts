import type { Ctx } from '../context'
import { isUnderChineseRules } from '../lenders/jurisdiction'
import type { Telling } from './telling'

/** Only China's rules of credit reporting are known here: a lender elsewhere reports nothing through Leeway. */
export const reportsToBureau = ({ lender }: Ctx): boolean => isUnderChineseRules(lender)

export const tellingOf = (ctx: Ctx): Telling => ({ now: ctx.now, timeZone: ctx.lender.timeZone, noticeDays: ctx.lender.policy.creditNoticeDays })
