export type Delivery = { to: string; subject: string; body: string; idempotencyKey: string }
/** `accepted` and `refused` are final; a gateway that cannot be reached throws, and the job tries again with the same key. */
export type Handover = 'accepted' | 'refused'
export type Gateway = (delivery: Delivery) => Promise<Handover>

const PATIENCE_MS = 10_000

/** Posts `{ to, subject, body }` as JSON. At least once: the gateway drops repeats by the header `Idempotency-Key`. */
export function httpGateway(url: string, key: string | undefined): Gateway {
  return async ({ to, subject, body, idempotencyKey }) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey,
        ...(key ? { authorization: `Bearer ${key}` } : {}),
      },
      body: JSON.stringify({ to, subject, body }),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    await response.body?.cancel()
    if (response.ok) return 'accepted'
    const isFinal = response.status >= 400 && response.status < 500 && ![408, 409, 425, 429].includes(response.status)
    if (isFinal) return 'refused'
    throw new Error(`the gateway answered ${response.status}`)
  }
}
