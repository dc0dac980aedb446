/** Whether China's rules of lending bind a lender: it has chosen one of their packs. */
export const isUnderChineseRules = ({ packs }: { packs: readonly string[] }): boolean => packs.some(pack => pack.startsWith('cn-'))
