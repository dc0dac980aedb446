import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { clamdScanner } from './scanner-port'

let server: Server | null = null
afterEach(() => new Promise<void>(resolve => (server ? server.close(() => resolve()) : resolve())))

/** A clamd that collects what is streamed to it and gives `reply` after the empty chunk; null never answers. */
async function fakeClamd(reply: ((bytes: Buffer, socket: Socket) => void) | null): Promise<string> {
  server = createServer(socket => {
    let held = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', data => {
      held = Buffer.concat([held, data])
      const body = readStream(held)
      if (body && reply) reply(body, socket)
    })
  })
  await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

function readStream(held: Buffer): Buffer | null {
  const command = 'zINSTREAM\0'
  if (held.length < command.length || held.subarray(0, command.length).toString() !== command) return null
  const parts: Buffer[] = []
  for (let at = command.length; at + 4 <= held.length; ) {
    const length = held.readUInt32BE(at)
    if (length === 0) return Buffer.concat(parts)
    parts.push(held.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return null
}

it('streams every byte and reads the verdict, even when it comes in pieces', async () => {
  const bytes = Buffer.alloc(300_001, 'Leeway')
  const address = await fakeClamd((body, socket) => {
    socket.write('stream: ')
    setImmediate(() => socket.end(body.equals(bytes) ? 'OK\0' : 'broken ERROR\0'))
  })
  expect(await clamdScanner(address)(bytes)).toBe('clean')
})

it('reads a find, an error, a hang-up and silence', async () => {
  expect(await clamdScanner(await fakeClamd((_, socket) => socket.end('stream: Eicar-Test-Signature FOUND\0')))(Buffer.from('x'))).toBe('infected')
  expect(await clamdScanner(await fakeClamd((_, socket) => socket.end('INSTREAM size limit exceeded. ERROR\0')))(Buffer.from('x'))).toBe('error')
  expect(await clamdScanner(await fakeClamd((_, socket) => socket.destroy()))(Buffer.from('x'))).toBe('error')
  const deaf = await fakeClamd(null)
  expect(await clamdScanner(deaf, 50)(Buffer.from('x'))).toBe('error')
  expect(await clamdScanner('127.0.0.1:1')(Buffer.from('x'))).toBe('error')
})
