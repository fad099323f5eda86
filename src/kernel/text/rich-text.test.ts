import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { htmlOf, plainOf, plainWithLinks } from './rich-text.ts'

describe('the plain form of rich text', () => {
  it.each([
    ['paragraphs are lines', '<p>a</p><p></p><p>b<br>c</p>', 'a\n\nb\nc'],
    ['looks are left out', '<h2>A <em>b</em></h2><p><strong>c</strong><u>d</u></p>', 'A b\ncd'],
    ['items have their bullets', '<ul><li><p>a</p></li><li>b</li></ul><p>c</p>', '• a\n• b\nc'],
    [
      'items are counted, those within them apart',
      '<ol><li><p>a</p><ul><li>b</li></ul></li><li><p>c</p></li></ol>',
      '1. a\n  • b\n2. c',
    ],
    [
      'signs are what they stand for',
      '<p>1 &lt; 2 &amp;&amp; 3 &gt; 2, &amp;lt;</p>',
      '1 < 2 && 3 > 2, &lt;',
    ],
    ['lines of the source are none', '<p>\n  a\n  b\n</p>\n<ul>\n  <li>c</li>\n</ul>\n', 'a b \n• c'],
    ['code keeps its lines', '<pre><code>if (a)\n  b()</code></pre>', 'if (a)\n  b()'],
    ['quotes and rules are apart', 'a<blockquote>b</blockquote><hr>c', 'a\nb\nc'],
    ['a link says its text', '<p><a href="https://a.example/?b=1&amp;c" target="_blank">d</a></p>', 'd'],
    ['nothing is nothing', '<p> </p><p><br></p><hr>', ''],
  ])('%s', (_what, html, plain) => {
    expect(plainOf(html)).toBe(plain)
  })

  it.each([
    [
      'where a link leads to stands behind it',
      '<p>See <a href="https://a.example/?b=1&amp;c" target="_blank">our <em>prices</em></a>, please</p>',
      'See our prices (https://a.example/?b=1&c), please',
    ],
    ['once where it says so', '<p><a href="https://a.example/">a.example</a></p>', 'a.example'],
    [
      'of mail and phones without what they begin with',
      '<ul><li><a href="mailto:anna@a.example">Anna</a></li><li><a href="tel:+7916">+7916</a></li></ul>',
      '• Anna (anna@a.example)\n• +7916',
    ],
    ['without links as it is', '<p>a</p><ol><li>b</li></ol>', 'a\n1. b'],
  ])('with its links: %s', (_what, html, plain) => {
    expect(plainWithLinks(html)).toBe(plain)
  })

  it('of a plain text is the text itself', () => {
    const texts = fc.array(fc.string(), { maxLength: 4 }).map((lines) => lines.join('\n').trim())
    fc.assert(
      fc.property(texts, (text) => {
        expect(plainOf(htmlOf(text))).toBe(text)
      }),
    )
  })
})
