import { expect, it } from 'vitest'
import { deliveries as stored } from '@/db/schema'
import { deliveries } from './receipt-input'

it('what a gateway may say of a message is what the database keeps', () => expect(deliveries).toEqual(stored))
