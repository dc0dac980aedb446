import { Transform, type Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import iconv from 'iconv-lite'
import { invalid } from '../errors'

export type Encoding = 'utf-8' | 'gb18030'
export type TextFile = { encoding: Encoding; delimiter: string; headers: string[]; endsWithBreak: boolean }
/** `row` counts as a spreadsheet does: the headers are row 1. */
export type FileRecord = { row: number; cells: Record<string, string>; columns: number }
type Open = () => Promise<Readable>

const MOST_RECORD_CHARACTERS = 200_000
const MOST_COLUMNS = 300

/** Reads the whole file once: its encoding, its delimiter, its headers. Throws `invalid` with a sentence for what is no table of text. */
export async function inspectFile(open: Open): Promise<TextFile> {
  const { encoding, endsWithBreak } = await detectEncoding(open)
  const firstLine = await readFirstLine(open, encoding)
  const delimiter = [',', ';', '\t'].reduce((best, mark) => (firstLine.split(mark).length > firstLine.split(best).length ? mark : best))
  const [headers] = await firstRecord(open, encoding, delimiter)
  if (!headers || headers.every(header => header === '')) throw invalid('import_no_headers')
  if (headers.length > MOST_COLUMNS) throw invalid('import_too_many_columns', undefined, { most: MOST_COLUMNS })
  const double = headers.find((header, index) => header !== '' && headers.indexOf(header) !== index)
  if (double !== undefined) throw invalid('import_headers_double', undefined, { column: double })
  return { encoding, delimiter, headers, endsWithBreak }
}

async function detectEncoding(open: Open): Promise<{ encoding: Encoding; endsWithBreak: boolean }> {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let isUtf8 = true
  let size = 0
  let last = 0
  for await (const chunk of await open()) {
    const bytes = Buffer.from(chunk as Uint8Array)
    if (size === 0) refuseForeign(bytes)
    if (bytes.includes(0)) throw invalid('import_not_text')
    if (isUtf8) isUtf8 = decodes(utf8, bytes)
    size += bytes.length
    last = bytes.at(-1) ?? last
  }
  if (size === 0) throw invalid('import_empty')
  const endsWithBreak = last === 10 || last === 13
  if (isUtf8 && decodes(utf8)) return { encoding: 'utf-8', endsWithBreak }
  await refuseBrokenGb18030(open)
  return { encoding: 'gb18030', endsWithBreak }
}

function decodes(decoder: TextDecoder, bytes?: Buffer): boolean {
  try {
    decoder.decode(bytes, { stream: bytes !== undefined })
    return true
  } catch {
    return false
  }
}

function refuseForeign(start: Buffer) {
  if (start.subarray(0, 2).toString('latin1') === 'PK' || start.subarray(0, 4).toString('hex') === 'd0cf11e0') throw invalid('import_spreadsheet')
  if (['fffe', 'feff'].includes(start.subarray(0, 2).toString('hex'))) throw invalid('import_utf16')
}

async function refuseBrokenGb18030(open: Open) {
  const decoder = iconv.getDecoder('gb18030')
  for await (const chunk of await open()) if (decoder.write(Buffer.from(chunk as Uint8Array)).includes('\uFFFD')) throw invalid('import_encoding')
  if (decoder.end()?.includes('\uFFFD')) throw invalid('import_encoding')
}

async function readFirstLine(open: Open, encoding: Encoding): Promise<string> {
  const stream = await open()
  for await (const chunk of stream) {
    stream.destroy()
    return iconv.decode(Buffer.from(chunk as Uint8Array), encoding).split(/[\r\n]/, 1)[0] ?? ''
  }
  return ''
}

async function firstRecord(open: Open, encoding: Encoding, delimiter: string): Promise<string[][]> {
  const found: string[][] = []
  for await (const record of recordsOf(await open(), encoding, delimiter, 1)) found.push(record)
  return found
}

/** Every record of the file as it streams. Throws `invalid` where a quote never closes or the last line is short: the file was cut. */
export async function* readRecords(open: Open, file: TextFile): AsyncGenerator<FileRecord> {
  let row = 0
  let held: FileRecord | null = null
  for await (const values of recordsOf(await open(), file.encoding, file.delimiter)) {
    row += 1
    if (row === 1) continue
    if (held) yield held
    const cells = Object.fromEntries(file.headers.map((header, index) => [header, values[index] ?? '']))
    held = { row, cells, columns: values.length }
  }
  if (!held) throw invalid('import_no_rows')
  if (held.columns < file.headers.length) throw invalid('import_cut_line', undefined, { row: held.row, columns: held.columns, wanted: file.headers.length })
  yield held
}

async function* recordsOf(stream: Readable, encoding: Encoding, delimiter: string, most?: number): AsyncGenerator<string[]> {
  const parser = parse({ delimiter, relax_column_count: true, skip_empty_lines: true, trim: true, max_record_size: MOST_RECORD_CHARACTERS, ...(most ? { to: most } : {}) })
  const text = stream.pipe(decoded(encoding))
  stream.once('error', error => parser.destroy(error))
  text.once('error', error => parser.destroy(error))
  text.pipe(parser)
  try {
    for await (const record of parser) yield record as string[]
  } catch (error) {
    throw asSentence(error)
  } finally {
    stream.destroy()
  }
}

/** Bytes to text, without a byte order mark. */
function decoded(encoding: Encoding): Transform {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true })
  return new Transform({
    readableObjectMode: false,
    transform: (chunk: Buffer, _encoding, done) => done(null, decoder.write(chunk)),
    flush: done => done(null, decoder.end() ?? ''),
  })
}

function asSentence(error: unknown): unknown {
  const code = error instanceof CsvError ? error.code : null
  const row = error instanceof CsvError && 'lines' in error ? Number(error.lines) : 0
  if (code === 'CSV_QUOTE_NOT_CLOSED') return invalid('import_cut_quote', undefined, { row })
  if (code === 'CSV_INVALID_CLOSING_QUOTE' || code === 'INVALID_OPENING_QUOTE') return invalid('import_quotes', undefined, { row })
  if (code === 'CSV_MAX_RECORD_SIZE') return invalid('import_line_long', undefined, { row })
  return error
}
