const AT_ONCE = 5

/** A few at a time, so that the database works while we wait. */
export async function eachAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items[Symbol.iterator]()
  const worker = async () => {
    for (const item of { [Symbol.iterator]: () => left }) await work(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}
