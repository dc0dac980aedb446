/** Which rung of which ladder sent a message: `early@3:first_text` as the message keeps it. */
export const strategyStep = (strategy: { code: string; version: string }, step: string): string => `${strategy.code}@${strategy.version}:${step}`

type Message = { strategyStep: string | null; key: string }

/** Messages of before the ladder was kept say only their rung, in their key; `strategy` is then null. */
export function readStrategyStep(message: Message | null): { strategy: string | null; step: string } | null {
  const [, code, version, step] = /^([^@]+)@([^:]+):(.+)$/.exec(message?.strategyStep ?? '') ?? []
  if (step) return { strategy: `${code} v${version}`, step }
  const [, old] = /^ladder:([^:]+):/.exec(message?.key ?? '') ?? []
  return old ? { strategy: null, step: old } : null
}
