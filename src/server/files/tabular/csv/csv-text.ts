import iconv from 'iconv-lite'
import type { ByteSource } from '../bytes.ts'
import { limits, unreadable } from '../table.ts'
import type { TextNature } from './find-encoding.ts'

const startLength = 128 * 1024

/** The text of a file piece by piece, without its mark and without zero bytes, and how many bytes each piece was. */
export async function* decoded(
  source: ByteSource,
  { encoding, mark }: TextNature,
  progress?: (bytes: number) => void,
): AsyncGenerator<{ text: string; bytes: number }> {
  const decoder = iconv.getDecoder(encoding)
  let skip = mark
  for await (const chunk of source.read(progress)) {
    yield { text: withoutZeros(decoder.write(chunk.subarray(skip))), bytes: chunk.length }
    skip = Math.max(0, skip - chunk.length)
  }
  yield { text: withoutZeros(decoder.end() ?? ''), bytes: 0 }
}

/** The beginning of a text, and whether that is all of it. */
export interface StartOfText {
  text: string
  /** Size of the text in the file. */
  bytes: number
  complete: boolean
}

/** The first 128 thousand characters, and more until there is a line; JSON may do without lines. */
export async function readStartOfText(source: ByteSource, nature: TextNature): Promise<StartOfText> {
  let text = ''
  let bytes = 0
  for await (const piece of decoded(source, nature)) {
    text += piece.text
    bytes += piece.bytes
    const hasLine = /[\r\n]/.test(text) || isJsonText(text)
    if (text.length > limits.line && !hasLine) unreadable('line-too-long', { limit: limits.line })
    if (text.length >= startLength && hasLine) return { text, bytes, complete: false }
  }
  return { text, bytes, complete: true }
}

/** Zero bytes (databases, broken exports) and the end mark of DOS mean nothing in a table. */
function withoutZeros(text: string): string {
  return text.includes('\0') || text.includes('\x1a')
    ? text.replaceAll('\0', '').replaceAll('\x1a', '')
    : text
}

/** Whether a text begins as a list or an object of JSON does. */
export function isJsonText(text: string): boolean {
  const start = text.slice(0, 4096)
  return /^\s*(?:\[\s*)?\{\s*(?:"(?:[^"\\\n]|\\.)*"\s*:|\})|^\s*\[\s*\]\s*$/.test(start)
}
