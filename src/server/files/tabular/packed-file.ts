import { type ByteSource, firstBytes } from './bytes.ts'
import { sniff } from './sniff.ts'
import { unreadable } from './table.ts'
import type { Archive } from './xlsx/archive.ts'

const mayBeText = /(?:^|\/)[^./]+$|\.(?:csv|tsv|tab|txt|jsonl?|ndjson|vcf|vcard|html?|xls)$/

/**
 * The text file a zip holds, if that is all it holds: what many programs send as an export. Null when it holds parts, as
 * a workbook does; refuses one file that is no text. `size` is that of the zip.
 */
export async function packedFile(archive: Archive, size: number): Promise<ByteSource | null> {
  const [name, ...others] = archive.files()
  if (name === undefined || others.length > 0 || !mayBeText.test(name)) return null
  const source = packedSource(archive, name, size)
  if (sniff(await firstBytes(source, 4096)) !== 'text') unreadable('archive')
  return source
}

/** Progress is told on the scale of the zip. */
function packedSource(archive: Archive, name: string, size: number): ByteSource {
  return {
    size,
    async *read(progress = () => {}) {
      const stream = await archive.read(name)
      let done = 0
      try {
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          done += chunk.length
          progress(Math.round((done / Math.max(1, archive.size(name))) * size))
          yield chunk
        }
      } finally {
        stream.destroy()
      }
    },
  }
}
