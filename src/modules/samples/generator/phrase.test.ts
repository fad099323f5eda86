import { expect, it } from 'vitest'
import { dice } from './dice.ts'
import { counted, fitting, say } from './phrase.ts'

const speech = { me: 'f', client: 'm', slots: { city: 'Тула' } } as const

it('chooses, agrees and fills in', () => {
  const said = new Set(
    Array.from({ length: 50 }, (_, seed) =>
      say('[Да|Нет], <client:просил|просила>, <me:ждал|ждала>, {city}', speech, dice(`${seed}`)),
    ),
  )
  expect([...said].sort()).toEqual(['Да, просил, ждала, Тула', 'Нет, просил, ждала, Тула'])
})

it('refuses a slot nobody filled', () => {
  expect(() => say('{nowhere}', speech, dice('x'))).toThrow('nowhere')
})

it('sifts templates by tag', () => {
  const templates = ['any', 'racks: beams', 'trucks: masts', 'late: signature']
  expect(fitting(templates, { line: 'racks', part: 'early' })).toEqual(['any', 'beams'])
  expect(fitting(templates, { line: 'other', part: 'late' })).toEqual(['any', 'signature'])
  expect(fitting(['racks: beams'], { line: 'trucks', part: 'early' })).toEqual(['beams'])
})

it('counts in Russian', () => {
  const words = [1, 2, 5, 11, 12, 21, 114, 1001].map((count) => counted(count, 'место', 'места', 'мест'))
  expect(words).toEqual([
    '1 место',
    '2 места',
    '5 мест',
    '11 мест',
    '12 мест',
    '21 место',
    '114 мест',
    '1001 место',
  ])
})
