import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mentionsIn, partsOf, withIds, withNames, writeMention } from './mentions.ts'

const anna = '01970000-0000-7000-8000-00000000000a'
const boris = '01970000-0000-7000-8000-00000000000b'

describe('mentions', () => {
  it('are found once each, in the order of the text', () => {
    const text = `${writeMention(boris)}, ask ${writeMention(anna.toUpperCase())} or ${writeMention(boris)}`
    expect(mentionsIn(text)).toEqual([boris, anna])
    expect(mentionsIn('mail a@b.example, @[nobody], @anna')).toEqual([])
  })

  it('are read as names', () => {
    const text = `Hi ${writeMention(anna)}! ${writeMention(boris)}`
    expect(withNames(text, (id) => (id === anna ? 'Anna' : undefined))).toBe('Hi @Anna! @…')
  })

  it('are written in the place of names, the longer name first', () => {
    const people = [
      { id: anna, name: 'Anna' },
      { id: boris, name: 'Anna Petrova' },
    ]
    expect(withIds('@Anna Petrova and @Anna, mail a@anna', people)).toBe(
      `${writeMention(boris)} and ${writeMention(anna)}, mail a@anna`,
    )
  })

  it('part a text without losing any of it', () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom(writeMention(anna), writeMention(boris)))
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('')
        const again = partsOf(text).map((part) => (typeof part === 'string' ? part : writeMention(part.user)))
        expect(again.join('')).toBe(text)
      }),
    )
  })
})
