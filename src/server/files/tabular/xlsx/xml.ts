import iconv from 'iconv-lite'
import { SaxesParser } from 'saxes'
import { limits, unreadable } from '../table.ts'

/** What is told while XML is read; names come without their namespace prefix. */
export interface XmlHandlers {
  open(name: string, attributes: Record<string, string>): void
  close?(name: string): void
  text?(text: string): void
}

const deepest = 64

/**
 * Reads a part of a workbook until its end or until `enough` says so. A document type (the door to entity tricks) is
 * refused, as are nesting and single pieces no workbook has.
 */
export async function readXml(
  stream: AsyncIterable<Buffer> & { destroy(): unknown },
  handlers: XmlHandlers,
  enough: () => boolean = () => false,
): Promise<void> {
  const feed = xmlFeed(handlers)
  try {
    for await (const chunk of stream) {
      feed.write(chunk)
      if (enough()) return
    }
    feed.end()
  } finally {
    stream.destroy()
  }
}

/** The same fed by hand, chunk by chunk. */
export function xmlFeed(handlers: XmlHandlers): { write(chunk: Buffer): void; end(): void } {
  const parser = new SaxesParser({ xmlns: false, position: false })
  let decoder: ReturnType<typeof iconv.getDecoder> | undefined
  let depth = 0
  let silent = 0
  parser.on('doctype', () => unreadable('unsafe'))
  parser.on('opentag', (tag) => {
    silent = 0
    if (++depth > deepest) unreadable('unsafe')
    handlers.open(localName(tag.name), tag.attributes)
  })
  parser.on('closetag', (tag) => {
    silent = 0
    depth--
    handlers.close?.(localName(tag.name))
  })
  if (handlers.text) parser.on('text', handlers.text.bind(handlers))
  if (handlers.text) parser.on('cdata', handlers.text.bind(handlers))
  return {
    write(chunk) {
      decoder ??= iconv.getDecoder(encodingOf(chunk))
      const text = decoder.write(chunk)
      silent += text.length
      parser.write(text)
      if (silent > limits.line) unreadable('line-too-long', { limit: limits.line })
    },
    end() {
      parser.write(decoder?.end() ?? '')
      parser.close()
    },
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}
