import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { temporaryFile } from '../../../../../tests/helpers/temporary-file.ts'
import { openTable } from '../open-table.ts'

async function read(...lines: (string | Buffer)[]) {
  const content = Buffer.concat(
    lines.map((line) => Buffer.concat([Buffer.from(line as string), Buffer.from('\r\n')])),
  )
  const table = await openTable(temporaryFile(content))
  const cards = []
  const problems = []
  for await (const { cells, problem } of table.rows()) {
    cards.push(
      Object.fromEntries(
        table.headings.flatMap((name, index) => (cells[index] ? [[name, cells[index]]] : [])),
      ),
    )
    problems.push(problem)
  }
  return { cards, problems, table }
}
const card = (...lines: string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD']

describe('address cards', () => {
  it('of version 2.1 come with encoded letters and soft line breaks', async () => {
    const { cards } = await read(
      ...card(
        'VERSION:2.1',
        'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D0=B0=D0=BD=D0=BE=D0=B2;=D0=90=D0=BD=',
        '=D0=BD=D0=B0;;;',
        'FN;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:=C0=ED=ED=E0',
        'TEL;CELL;PREF:+7 916 111-22-33',
        'TEL;WORK;FAX:+7 495 111-22-33',
      ),
    )
    expect(cards).toEqual([
      {
        FN: 'Анна',
        'N.family': 'Иванов',
        'N.given': 'Анна',
        TEL: '+7 916 111-22-33',
        'TEL.fax': '+7 495 111-22-33',
      },
    ])
  })

  it('of versions 3 and 4 come folded, escaped and with labels of their own', async () => {
    const { cards } = await read(
      ...card(
        'VERSION:3.0',
        'FN:Anna \\; Novak\\, MD',
        'ORG:Blue',
        ' bell\\, Ltd;Sales',
        'item1.TEL:+1 202 555 0101',
        'item1.X-ABLabel:_$!<Mobile>!$_',
        'TEL;TYPE="work,voice":tel:+1-202-555-0102',
        'item2.EMAIL;type=INTERNET:anna@example.com',
        'item3.X-ABRELATEDNAMES:Peter',
        'item3.X-ABLabel:_$!<Spouse>!$_',
        'ADR;TYPE=work:;;1 High St;Springfield;IL;62701;USA',
        'NOTE:one\\ntwo',
        'UID:urn:uuid:1',
      ),
    )
    expect(cards[0]).toEqual({
      FN: 'Anna ; Novak, MD',
      ORG: 'Bluebell, Ltd',
      'ORG.unit': 'Sales',
      TEL: '+1 202 555 0101',
      'TEL.work': '+1-202-555-0102',
      EMAIL: 'anna@example.com',
      ADR: '62701, USA, IL, Springfield, 1 High St',
      'ADR.city': 'Springfield',
      'ADR.country': 'USA',
      NOTE: 'one\ntwo',
      UID: 'urn:uuid:1',
      OTHER: 'Spouse: Peter',
    })
  })

  it.each([
    ['BDAY:19850412', { BDAY: '1985-04-12' }],
    ['BDAY:1985-04-12T00:00:00Z', { BDAY: '1985-04-12' }],
    ['BDAY:--0412', { 'BDAY.noYear': '12.04' }],
    ['BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12', { 'BDAY.noYear': '12.04' }],
    ['BDAY;VALUE=text:circa 1800', { BDAY: 'circa 1800' }],
  ])('know a birthday with and without its year: %s', async (line, expected) => {
    const { cards } = await read(...card('FN:A', line))
    expect(cards[0]).toEqual({ FN: 'A', ...expected })
  })

  it('leave pictures out with a word, and a card within a card for good', async () => {
    const { cards, problems } = await read(
      ...card('FN:A', 'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ', ' SkZJRg=='),
      ...card('FN:B', 'AGENT:', ...card('FN:C'), 'TITLE:Boss'),
      'BEGIN:VCARD',
      'FN:D',
      ...card('ORG:Bluebell'),
    )
    expect(cards).toEqual([
      { FN: 'A' },
      { FN: 'B', TITLE: 'Boss' },
      { FN: 'D' },
      { FN: 'Bluebell', ORG: 'Bluebell' },
    ])
    expect(problems).toEqual(['picture-left-out', undefined, 'card-not-closed', undefined])
  })

  it('are read in the encodings of old phones', async () => {
    const text = iconv.encode(
      card('FN:Пётр Ёлкин из Твери', 'NOTE:Съешь ещё этих мягких булок').join('\n'),
      'windows-1251',
    )
    const { cards } = await read(text)
    expect(cards[0]?.FN).toBe('Пётр Ёлкин из Твери')
  })

  it('come as many as there are, however their lines are folded', async () => {
    const name = fc
      .string({ minLength: 1, unit: 'grapheme', maxLength: 40 })
      .filter((text) => /[\p{L}\p{N}]/u.test(text) && !/[\p{C}\p{Z}=]/u.test(text))
    await fc.assert(
      fc.asyncProperty(
        fc.array(name, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 20 }),
        async (names, width) => {
          const folded = (line: string) =>
            [...line].reduce(
              (text, sign, n) => `${text}${n > 3 && n % width === 0 ? '\r\n ' : ''}${sign}`,
              '',
            )
          const escaped = (text: string) => text.replace(/[\\;,]/g, '\\$&')
          const { cards } = await read(...names.flatMap((one) => card(folded(`FN:${escaped(one)}`))))
          expect(cards.map(({ FN }) => FN)).toEqual(names)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('full of nonsense are read in good time', async () => {
    const hostile = [
      ...card(
        'FN:A',
        `TEL;${'X="'.repeat(1000)}:${'\\'.repeat(200_000)}`,
        `NOTE;ENCODING=QUOTED-PRINTABLE:${'=D0'.repeat(200_000)}`,
        'N'.repeat(300_000),
      ),
    ]
    expect((await read(...hostile)).cards).toHaveLength(1)
  })
})
