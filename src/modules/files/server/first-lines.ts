import { cutText, storableText } from '../../../kernel/text/storable.ts'
import type { FileStore } from '../../../server/files/file-store.ts'
import { decoded } from '../../../server/files/tabular/csv/csv-text.ts'
import { findEncoding } from '../../../server/files/tabular/csv/find-encoding.ts'
import type { Content } from './files.queries.ts'

const startBytes = 64 * 1024
const mostLines = 200
const longestLine = 500

/** The beginning of a text in whatever encoding it is; nothing of a file that is no text. */
export async function firstLines(
  store: FileStore,
  { key, size, mediaType }: Content,
): Promise<{ lines: string[]; isWhole: boolean }> {
  if (mediaType !== 'text/plain' || size === 0) return { lines: [], isWhole: size === 0 }
  const bytes = await bytesOf(store, key, Math.min(size, startBytes))
  const text = await textOf(bytes)
  const lines = text.split(/\r\n|\r|\n/)
  if (lines.at(-1) === '') lines.pop()
  // The last of what was read may be half a line.
  if (size > startBytes && lines.length > 1) lines.pop()
  const shown = lines.slice(0, mostLines).map((line) => cutText(storableText(line), longestLine))
  const isCut = lines.slice(0, mostLines).some((line) => line.length > longestLine)
  return { lines: shown, isWhole: size <= startBytes && lines.length <= mostLines && !isCut }
}

/** Tables are read in the same way, so what is seen here is what an import would see. */
async function textOf(bytes: Buffer): Promise<string> {
  const source = {
    size: bytes.length,
    async *read() {
      yield bytes
    },
  }
  let text = ''
  for await (const piece of decoded(source, await findEncoding(source))) text += piece.text
  return text
}

async function bytesOf(store: FileStore, key: string, length: number): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of await store.read(key, { first: 0, last: length - 1 })) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
