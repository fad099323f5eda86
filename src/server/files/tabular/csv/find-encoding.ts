import { isAscii, isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { detectAll } from 'jschardet'
import type { ByteSource } from '../bytes.ts'
import { cyrillicEncoding, neighbours } from './cyrillic.ts'

/** What one pass over the bytes of a text file tells. */
export interface TextNature {
  /** A name for iconv-lite. */
  encoding: string
  /** It is UTF-8, but not all of it: some characters cannot be read. */
  damaged: boolean
  /** Unpacked size. */
  bytes: number
  /** Length of the byte-order mark. */
  mark: number
}

const sampleSize = 128 * 1024

const byteOrderMarks: [string, number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/** jschardet's names of what is worth telling apart when the text is neither Unicode nor Cyrillic. */
const foreign = [
  'Windows-1253',
  'Windows-1255',
  'Windows-1256',
  'CP932',
  'EUC-JP',
  'GB18030',
  'Big5-HKSCS',
  'Big5',
  'CP949',
  'EUC-KR',
]
/** Windows-1252 holds most of them, and files with few accents tell them apart badly. */
const clearly = 1.3
const latin = ['Windows-1252', 'Windows-1250', 'Windows-1254', 'Windows-1257']

/**
 * Finds the encoding: byte-order mark, zero bytes of UTF-16 and -32, valid UTF-8, then statistics of the bytes beyond
 * ASCII wherever in the file they stand. A given encoding is taken as it is.
 */
export async function findEncoding(source: ByteSource, given?: string): Promise<TextNature> {
  const seen = await collect(source)
  const marked = byMark(seen.start)
  const encoding = given ?? marked?.encoding ?? byZeros(seen.start) ?? byContent(seen)
  return {
    encoding,
    damaged: isUtf8Name(encoding) && !seen.valid,
    bytes: seen.bytes,
    mark: isUnicode(encoding) ? (marked?.length ?? 0) : 0,
  }
}

interface Seen {
  start: Buffer
  /** Pieces that hold bytes beyond ASCII. */
  beyondAscii: Buffer
  valid: boolean
  bytes: number
}

async function collect(source: ByteSource): Promise<Seen> {
  let start = Buffer.alloc(0)
  const beyond: Buffer[] = []
  let beyondSize = 0
  let tail = Buffer.alloc(0)
  let valid = true
  let bytes = 0
  for await (const chunk of source.read()) {
    if (bytes === 0) start = Buffer.from(chunk.subarray(0, sampleSize))
    bytes += chunk.length
    if (tail.length === 0 && isAscii(chunk)) continue
    if (beyondSize < sampleSize) {
      beyond.push(Buffer.from(chunk))
      beyondSize += chunk.length
    }
    const whole = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk
    const end = completeEnd(whole)
    if (valid && !isUtf8(whole.subarray(0, end))) valid = false
    tail = Buffer.from(whole.subarray(end))
  }
  return { start, beyondAscii: Buffer.concat(beyond), valid: valid && tail.length === 0, bytes }
}

/** Where the last complete UTF-8 character ends: a character cut by the end of a piece is left for the next. */
function completeEnd(piece: Buffer): number {
  for (let back = 1; back <= Math.min(3, piece.length); back++) {
    const byte = piece[piece.length - back] as number
    if (byte < 0x80) break
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 0
    if (length > back) return piece.length - back
    if (length > 0) break
  }
  return piece.length
}

/** Some programs write UTF-32 after the mark of UTF-16, so the zeros behind a mark are heard too. */
function byMark(start: Buffer): { encoding: string; length: number } | undefined {
  const [encoding, mark] =
    byteOrderMarks.find(([, bytes]) => bytes.every((byte, index) => start[index] === byte)) ?? []
  if (!encoding || !mark) return undefined
  const behind = mark.length === 2 ? byZeros(start.subarray(2)) : undefined
  return { encoding: behind?.startsWith('utf-32') ? behind : encoding, length: mark.length }
}

/** UTF-16 and -32 without a mark: every ASCII character (newlines, digits, delimiters) brings zero bytes in fixed places. */
function byZeros(start: Buffer): string | undefined {
  const zeros = [0, 0, 0, 0]
  const size = Math.min(start.length, 4096) & ~3
  for (let index = 0; index < size; index++)
    if (start[index] === 0) zeros[index & 3] = (zeros[index & 3] as number) + 1
  const [first, second, third, fourth] = zeros.map((count) => count / (size / 4)) as [
    number,
    number,
    number,
    number,
  ]
  if (first > 0.95 && second > 0.95 && fourth < 0.05) return 'utf-32be'
  if (fourth > 0.95 && third > 0.95 && first < 0.05) return 'utf-32le'
  if (first + third < 0.02 && second + fourth > 0.2) return 'utf-16le'
  if (second + fourth < 0.02 && first + third > 0.2) return 'utf-16be'
  return undefined
}

function byContent({ beyondAscii, valid }: Seen): string {
  if (valid || mostlyUtf8(beyondAscii)) return 'utf-8'
  const sample = beyondAscii.subarray(0, sampleSize)
  const { high, latin: latinPairs } = neighbours(sample)
  const foreigner =
    high >= latinPairs ? (cyrillicEncoding(sample) ?? mostLikely(sample, foreign, 0)) : undefined
  return foreigner ?? mostLikely(sample, latin, clearly) ?? 'windows-1252'
}

/** A few broken characters (cut by a program that counts bytes) do not make UTF-8 another encoding. */
function mostlyUtf8(sample: Buffer): boolean {
  const text = new TextDecoder('utf-8').decode(sample)
  let broken = 0
  let sound = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0xfffd) broken++
    else if (code > 0x7f) sound++
  }
  return sound > broken * 20
}

/** The likeliest of the candidates; the first one unless another is so many times as likely. */
function mostLikely(sample: Buffer, candidates: string[], factor: number): string | undefined {
  const found = detectAll(sample, { detectEncodings: candidates, minimumThreshold: 0.001 })
  const first = found.find(({ encoding }) => encoding === candidates[0])?.confidence ?? 0
  const name = found.find(({ confidence }) => confidence >= first * factor)?.encoding?.toLowerCase()
  return name && iconv.encodingExists(name) ? name : undefined
}

function isUnicode(encoding: string): boolean {
  return /^(utf|ucs)/i.test(encoding)
}

function isUtf8Name(encoding: string): boolean {
  return /^utf-?8$/i.test(encoding)
}
