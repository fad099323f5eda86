import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostileMarkup } from '../../../tests/helpers/payloads.ts'
import { htmlOf, plainOf, richTextTags } from '../../kernel/text/rich-text.ts'
import { safeHtml } from './safe-html.ts'

/** Nothing but text, the elements of rich text without attributes, and links that lead to a whole address. */
const safe = new RegExp(
  `^(?:[^<>]|</?(?:${richTextTags.filter((tag) => tag !== 'a').join('|')})>|</a>|` +
    '<a href="(?:https?|mailto|tel):[^"<>]*" target="_blank" rel="noopener noreferrer nofollow">)*$',
  'i',
)

const isClean = (html: string) => safe.test(html)

describe('the safe form of HTML', () => {
  it('leaves nothing of what runs, loads or covers the page', () => {
    expect(hostileMarkup.length).toBeGreaterThan(300)
    expect(hostileMarkup.filter((text) => !isClean(safeHtml(text)))).toEqual([])
  })

  it.each([
    [
      'looks by other words',
      '<b>a</b><i>b</i><del>c</del><h1>d</h1>',
      '<strong>a</strong><em>b</em><s>c</s><h2>d</h2>',
    ],
    ['blocks of other kinds as lines', '<div>a</div><div><div>b</div></div>c', 'a<br>b<br>c'],
    ['blocks around paragraphs', '<section><p>a</p><div>b</div></section>', '<p>a</p>b'],
    ['cells as lines', '<table><tr><td>a</td><td>b</td></tr></table>', 'a<br>b'],
    ['empty lines', '<p>a</p><p></p><p>b</p>', '<p>a</p><p></p><p>b</p>'],
    ['the text of what leads nowhere', '<a href="/settings">a</a>', 'a'],
    [
      'where a link leads',
      '<a href=" mailto:a@b.example ">a</a>',
      '<a href="mailto:a@b.example" target="_blank" rel="noopener noreferrer nofollow">a</a>',
    ],
    ['signs as they are written', '1 &lt; 2 &amp; «3»&nbsp;&#8212;', '1 &lt; 2 &amp; «3»\u00a0—'],
    ['code with its lines', '<pre><code class="x">a\n  b</code></pre>', '<pre><code>a\n  b</code></pre>'],
    ['nothing that says nothing', '<p> <br></p><hr><script>alert(1)</script>', ''],
  ])('keeps %s', (_what, given, kept) => {
    expect(safeHtml(given)).toBe(kept)
  })

  const pieces = fc.oneof(
    fc.constantFrom(
      ...richTextTags.flatMap((tag) => [`<${tag}>`, `</${tag}>`]),
      ...[
        '<div>',
        '</div>',
        '<section>',
        '<table>',
        '<tr>',
        '<td>',
        '</td>',
        '<b>',
        '</b>',
        '<h1>',
        '</h1>',
        '<font>',
      ],
      ...[
        '<svg>',
        '</svg>',
        '<style>',
        '</style>',
        '<noscript>',
        '</noscript>',
        '<textarea>',
        '<template>',
        '<math>',
      ],
      ...[
        '<a href="https://a.example">',
        '<a href=x>',
        '<p title="',
        '">',
        '<!--',
        '-->',
        '<',
        '>',
        '&lt;',
        '&amp;',
      ],
      ...['&', '&#', ' ', '\n', '"', "'", '=', '/', '<br/>', '</', '<![CDATA[', ']]>', '&nbsp;', '\u00a0'],
    ),
    fc.constantFrom(...hostileMarkup),
    fc.string(),
  )
  const markup = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(''))

  it('is clean whatever it is made of, and its own safe form', () => {
    fc.assert(
      fc.property(markup, (html) => {
        const once = safeHtml(html)
        expect(isClean(once)).toBe(true)
        expect(safeHtml(once)).toBe(once)
      }),
      { numRuns: 2000 },
    )
  })

  it('of plain text is that text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const said = text.trim()
        expect(plainOf(safeHtml(htmlOf(said)))).toBe(said)
      }),
    )
  })

  it('is found in reasonable time where elements are nested without end', () => {
    const deep = '<blockquote>'.repeat(4000)
    expect(safeHtml(`${deep}x`).match(/<blockquote>/g)?.length).toBeLessThanOrEqual(40)
  })
})
