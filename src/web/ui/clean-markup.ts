import DOMPurify from 'dompurify'
import { richTextLinks, richTextLinkTraits, richTextTags } from '../../kernel/text/rich-text.ts'

/**
 * HTML as elements, and none but those of rich text. What the server stores is safe already; the page takes nobody's
 * word for it.
 */
export function cleanMarkup(html: string): DocumentFragment {
  const fragment = DOMPurify.sanitize(html, {
    ALLOWED_TAGS: [...richTextTags],
    ALLOWED_ATTR: ['href'],
    ALLOWED_URI_REGEXP: richTextLinks,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  })
  for (const link of fragment.querySelectorAll('a')) Object.assign(link, richTextLinkTraits)
  return fragment
}
