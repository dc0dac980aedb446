import { notFound } from 'next/navigation'
import { DomainError } from '@/lib/errors'

/** What a person may not see is not there. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof DomainError && (error.code === 'not_found' || error.code === 'forbidden')) notFound()
    throw error
  }
}
