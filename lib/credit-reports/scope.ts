import type { Ctx } from '../context'

/** Only China's rules of credit reporting are known here: a lender elsewhere reports nothing through Leeway. */
export const reportsToBureau = ({ lender }: Ctx): boolean => lender.packs.some(pack => pack.startsWith('cn-'))
