/** The elements rich text is made of. Only a link has an attribute: where it leads to. */
export const richTextTags = [
  ...['p', 'br', 'h2', 'h3', 'strong', 'em', 'u', 's', 'a'],
  ...['ul', 'ol', 'li', 'blockquote', 'code', 'pre', 'hr'],
] as const

/** Where links in rich text may lead: to a page, a mailbox or a phone, by a whole address. */
export const richTextLinks = /^(https?|mailto|tel):/i

/** What every link in rich text says beside its address. */
export const richTextLinkTraits = { target: '_blank', rel: 'noopener noreferrer nofollow' } as const

/** Longest rich text, in characters of its HTML. */
export const longestRichText = 50_000

/**
 * What rich text says without its looks, line by line; items of lists keep their bullet or number. It is what search,
 * filters, lists and exports read. Made for HTML that is safe already; of any other it gives some text.
 */
export function plainOf(html: string): string {
  return linesOf(html, false)
}

/** The same with the addresses that links lead to: `our prices (https://…)`. What says its address says it once. */
export function plainWithLinks(html: string): string {
  return linesOf(html, true)
}

function linesOf(html: string, withLinks: boolean): string {
  const lines: string[] = []
  /** The lists around, the innermost last: items counted so far, or null where they are not counted. */
  const lists: (number | null)[] = []
  let [line, bullet, isCode] = ['', '', false]
  let link: { address: string; from: number } | null = null

  const endLine = () => {
    lines.push(bullet + line)
    line = bullet = ''
  }
  /** Ends a line that has anything on it. */
  const breakLine = () => {
    if (line.trim() === '') line = ''
    else endLine()
  }
  const beginBlock = (ofCode: boolean) => {
    breakLine()
    isCode = ofCode
  }
  const endBlock = () => {
    endLine()
    isCode = false
  }
  const beginItem = () => {
    breakLine()
    const count = lists.pop() ?? null
    lists.push(count === null ? null : count + 1)
    bullet = `${'  '.repeat(lists.length - 1)}${count === null ? '•' : `${count + 1}.`} `
  }
  const endItem = () => {
    if (bullet) endLine()
    else breakLine()
  }
  const endLink = () => {
    if (link && !isAddress(line.slice(link.from), link.address)) line += ` (${link.address})`
    link = null
  }

  const begin = (tag: string, traits: string) => {
    if (tag === 'br') endLine()
    else if (blocks.has(tag)) beginBlock(tag === 'pre')
    else if (tag === 'li') beginItem()
    else if (tag === 'a' && withLinks) link = { address: addressIn(traits), from: line.length }
    else if (loose.has(tag)) breakLine()
    if (tag === 'ul' || tag === 'ol') lists.push(tag === 'ol' ? 0 : null)
  }
  const end = (tag: string) => {
    if (blocks.has(tag)) endBlock()
    else if (tag === 'li') endItem()
    else if (tag === 'a' && withLinks) endLink()
    else if (loose.has(tag)) breakLine()
    if (tag === 'ul' || tag === 'ol') lists.pop()
  }

  for (const [, slash, tag = '', traits = '', text] of html.matchAll(parts)) {
    if (text !== undefined) line += decoded(isCode ? text : inOneLine(text, line === ''))
    else if (slash) end(tag)
    else begin(tag, traits)
  }
  if (line || bullet) endLine()
  return lines.join('\n').trim()
}

/** Elements whose text is lines of its own, and those that only end the line before and after them. */
const blocks = new Set(['p', 'h2', 'h3', 'pre'])
const loose = new Set(['ul', 'ol', 'blockquote', 'hr'])

/** Elements with what they say of themselves, and texts. */
const parts = /<(\/?)([a-z]+\d?)([^>]*)>|([^<]+)/gi

function addressIn(traits: string): string {
  const [, address = ''] = /href="([^"]*)"/.exec(traits) ?? []
  return decoded(address).replace(/^(mailto|tel):/i, '')
}

/** Whether what a link says is where it leads to. */
function isAddress(said: string, address: string): boolean {
  const bare = (text: string) =>
    text
      .trim()
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/\/$/, '')
  return bare(said) === bare(address)
}

/** Where the source begins a new line it means a space, and nothing where the line begins. */
function inOneLine(text: string, isFirst: boolean): string {
  const line = text.replace(/\s*[\r\n]\s*/g, '\n')
  return (isFirst && line.startsWith('\n') ? line.slice(1) : line).replaceAll('\n', ' ')
}

const signs: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: '\u00a0', '#39': "'" }

const decoded = (text: string) => text.replace(/&(lt|gt|amp|quot|nbsp|#39);/g, (_, name) => signs[name] ?? '')

/** A plain text as rich text: a paragraph for each line. `plainOf` gives it back. */
export function htmlOf(plain: string): string {
  if (plain === '') return ''
  const escaped = plain.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  return escaped
    .split(/\r\n?|\n/)
    .map((line) => `<p>${line}</p>`)
    .join('')
}
