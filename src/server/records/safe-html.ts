import sanitizeHtml, { type Attributes, type IOptions } from 'sanitize-html'
import {
  htmlOf,
  plainOf,
  richTextLinks,
  richTextLinkTraits,
  richTextTags,
} from '../../kernel/text/rich-text.ts'

/** Other words for the same looks. */
const sameLooks: Record<string, string> = {
  ...{ b: 'strong', i: 'em', del: 's', strike: 's', ins: 'u' },
  ...{ h1: 'h2', h4: 'h3', h5: 'h3', h6: 'h3' },
}

/** Blocks that are not kept, whose texts still begin a new line. */
const otherBlocks = [
  ...['div', 'section', 'article', 'header', 'footer', 'main', 'aside', 'nav', 'address', 'figure'],
  ...['figcaption', 'form', 'fieldset', 'dl', 'dt', 'dd', 'table', 'caption', 'tr', 'td', 'th'],
]

const rules: IOptions = {
  allowedTags: [...richTextTags, 'div'],
  allowedAttributes: { a: ['href', 'target', 'rel'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  // Deeper than anybody writes; what is deeper still is kept as text.
  nestingLimit: 40,
  // What these hold is no text to be read.
  nonTextTags: [
    ...['script', 'style', 'textarea', 'option', 'select', 'xmp', 'noscript', 'noembed', 'noframes'],
    ...['template', 'iframe', 'object', 'applet', 'svg', 'math', 'title', 'plaintext'],
  ],
  transformTags: {
    ...sameLooks,
    ...Object.fromEntries(otherBlocks.map((tag) => [tag, 'div'])),
    a: (_tag, { href }) => {
      const to = href?.trim() ?? ''
      if (!richTextLinks.test(to)) return { tagName: 'span', attribs: {} }
      const attribs: Attributes = { href: to, ...richTextLinkTraits }
      return { tagName: 'a', attribs }
    },
  },
}

/** Each pass closes what the one before left open; more than these needs only what was made to deceive. */
const mostPasses = 8

/**
 * HTML with nothing in it but what rich text is made of: no script, no style, nothing that loads. What was safe comes
 * back as it was. Empty when it says nothing.
 */
export function safeHtml(html: string): string {
  let safe = html
  for (let pass = 0; pass < mostPasses; pass++) {
    const next = linesOf(sanitizeHtml(safe, rules))
    if (next === safe) return plainOf(safe) === '' ? '' : safe
    safe = next
  }
  return htmlOf(plainOf(safe))
}

const endsBlock = /<\/?(?:p|h[23]|[uo]l|li|blockquote|pre|[bh]r)>$/
const beginsBlock = /^<\/?(?:p|h[23]|[uo]l|li|blockquote|pre|[bh]r)>/
/** No tag but that of a link is longer. */
const longestTag = 13

/** Where a block that is not kept begins or ends within a line, the line ends. */
function linesOf(html: string): string {
  return html.replace(/<(br|hr) \/>/g, '<$1>').replace(/(?:\s*<\/?div>)+\s*/g, (edge, at: number, all) => {
    const before = all.slice(Math.max(0, at - longestTag), at)
    const after = all.slice(at + edge.length, at + edge.length + longestTag)
    const isLineEnd = !before || !after || endsBlock.test(before) || beginsBlock.test(after)
    return isLineEnd ? '' : '<br>'
  })
}
