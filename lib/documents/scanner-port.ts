import { connect } from 'node:net'
import { readEnv } from '../env'

export type Verdict = 'clean' | 'infected' | 'error'
export type Scanner = (bytes: Uint8Array) => Promise<Verdict>

const chunkBytes = 64 * 1024

/** clamd by INSTREAM (clamd(8)): length-prefixed chunks, an empty one ends; `OK`, `… FOUND` or an error comes back. */
export function clamdScanner(address: string, timeoutMilliseconds = 15_000): Scanner {
  const [host = '127.0.0.1', port = '3310'] = address.split(':')
  return bytes =>
    new Promise(resolve => {
      const socket = connect({ host, port: Number(port) })
      let said = ''
      const end = (verdict: Verdict) => {
        socket.destroy()
        resolve(verdict)
      }
      socket.setTimeout(timeoutMilliseconds, () => end('error'))
      socket.once('error', () => end('error'))
      socket.on('data', data => {
        said += data.toString('utf8')
        if (said.includes('\0')) end(readVerdict(said))
      })
      socket.once('close', () => end(readVerdict(said)))
      socket.once('connect', () => {
        socket.write('zINSTREAM\0')
        for (let at = 0; at < bytes.length; at += chunkBytes) {
          const chunk = bytes.subarray(at, at + chunkBytes)
          socket.write(lengthOf(chunk.length))
          socket.write(chunk)
        }
        socket.write(lengthOf(0))
      })
    })
}

function lengthOf(length: number): Buffer {
  const prefix = Buffer.alloc(4)
  prefix.writeUInt32BE(length)
  return prefix
}

function readVerdict(said: string): Verdict {
  const line = said.replaceAll('\0', '').trim()
  if (/^stream: OK$/.test(line)) return 'clean'
  return /^stream: .+ FOUND$/.test(line) ? 'infected' : 'error'
}

/** The scanner this process was given (`LEEWAY_CLAMD`, host:port); null without one. */
export function openScanner(): Scanner | null {
  const address = readEnv().LEEWAY_CLAMD
  return address ? clamdScanner(address) : null
}
