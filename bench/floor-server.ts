import { createServer } from 'node:http'
import postgres from 'postgres'

const sql = postgres(process.env.FLOOR_DATABASE_URL ?? '', { max: 10 })

async function insert(body: string): Promise<void> {
  if (body === '') return
  const { n, text } = JSON.parse(body) as { n: number; text: string }
  await sql`insert into bench_http (n, t) values (${n}, ${text})`
}

/** What any server pays: a request read, one row inserted and synced, an answer. */
createServer((request, response) => {
  let body = ''
  request.on('data', chunk => (body += String(chunk)))
  request.on('end', () => {
    insert(body).then(
      () => response.end('{}'),
      () => response.writeHead(500).end('{}'),
    )
  })
}).listen(Number(process.env.PORT))
