import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanFileName, endingOf, longestFileName } from './file-name.ts'

describe('the name of a file', () => {
  it.each([
    ['offer.pdf', 'offer.pdf'],
    ['Счёт № 12 (копия).pdf', 'Счёт № 12 (копия).pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\fakepath\\scan.jpg', 'scan.jpg'],
    ['..', 'file'],
    ['.htaccess', 'htaccess'],
    ['a\0b\r\nc.txt', 'abc.txt'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['\u2066hidden\u2069\ufeff.png', 'hidden.png'],
    ['CON.txt', '_CON.txt'],
    ['com1', '_com1'],
    ['a<b>:"c|?*.txt', 'a_b___c___.txt'],
    ['  spaced   out . ', 'spaced out'],
    ['half\ud83d.txt', 'half\ufffd.txt'],
    ['', 'file'],
    ['folder/', 'folder'],
  ])('%j becomes %j', (given, clean) => {
    expect(cleanFileName(given)).toBe(clean)
  })

  it('keeps its ending when it is cut', () => {
    const clean = cleanFileName(`${'ю'.repeat(300)}.PDF`)
    expect(clean).toHaveLength(longestFileName)
    expect(clean).toMatch(/ю\.PDF$/)
  })

  it('is never more than a name, and cleaning it again changes nothing', () => {
    const hostile = fc.constantFrom(
      '..',
      '/',
      '\\',
      '\0',
      '\u202e',
      '\ud800',
      '.',
      ' ',
      'nul',
      ':',
      '\n',
      '😀',
      'a',
    )
    const names = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc
        .array(fc.oneof(hostile, fc.string({ unit: 'grapheme', maxLength: 3 })), { maxLength: 150 })
        .map((all) => all.join('')),
    )
    fc.assert(
      fc.property(names, (given) => {
        const clean = cleanFileName(given)
        expect(clean.length).toBeGreaterThan(0)
        expect(clean.length).toBeLessThanOrEqual(longestFileName)
        expect(clean).not.toMatch(/[/\\<>:"|?*\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u)
        expect(clean).not.toMatch(/^[. ]|[. ]$/)
        expect(clean).not.toMatch(/\p{Surrogate}/u)
        expect(cleanFileName(clean)).toBe(clean)
      }),
      { numRuns: 2000, examples: [['e\u200b\u0301'], ['. .a'], [`${'a'.repeat(198)}. ${'b'.repeat(9)}`]] },
    )
  })
})

it.each([
  ['a.PDF', 'pdf'],
  ['.hidden', ''],
  ['archive.tar.gz', 'gz'],
  ['no ending', ''],
])('the ending of %j is %j', (name, ending) => expect(endingOf(name)).toBe(ending))
