import { describe, expect, test } from 'vitest'
import { deal } from '../../../deals/index.ts'
import { lead } from '../../../leads/index.ts'
import { targetsOf } from '../../targets.ts'
import { bareName, type ColumnGround, columnState } from './column-state.ts'

const env = { locale: 'ru', timeZone: 'Europe/Moscow', country: 'RU', currency: 'RUB' } as const
const ground = (given: Partial<ColumnGround> = {}): ColumnGround => ({
  noun: deal,
  draft: { values: {}, createMissing: [] },
  env,
  names: {},
  ...given,
})
const judge = (key: string, values: string[], given: Partial<ColumnGround> = {}) => {
  const all = ground(given)
  const target = targetsOf(all.noun).find((one) => one.key === key)
  return columnState(values, target, all)
}

describe('a column of the file', () => {
  test('tells how much of it can be read', () => {
    const state = judge('email', ['a@x.ru', 'узнать', '', 'b@x.ru', 'нет'], { noun: lead })
    expect(state).toMatchObject({ filled: 4, valid: 0.75, wrong: ['узнать'] })
  })

  test('that is not taken is not judged', () => {
    expect(columnState(['x', 'x', 'y'], undefined, ground())).toEqual({
      filled: 3,
      samples: ['x', 'y'],
      valid: null,
      wrong: [],
    })
  })

  test('without values is not judged', () => expect(judge('amount', ['', ' ']).valid).toBeNull())

  test('of stages knows their names and the ends of the way', () => {
    const names = { stage: new Set(['Новая заявка', 'Ждём оплату'].map(bareName)) }
    const state = judge('stage', ['новая  заявка', 'Won', 'Engaging', 'закрыто и не реализовано'], { names })
    expect(state.wrong).toEqual(['Engaging'])
  })

  test('is read with the meanings given to its texts', () => {
    const names = { stage: new Set([bareName('Ждём оплату')]) }
    const draft = { values: { stage: { Engaging: 'Ждём оплату', Unknown: '' } }, createMissing: [] }
    expect(judge('stage', ['Engaging', 'Unknown'], { names, draft }).valid).toBe(1)
  })

  test('of names that will be created is always right', () => {
    const draft = { values: {}, createMissing: ['company' as const] }
    expect(judge('company', ['Ромашка'], { draft }).valid).toBe(1)
  })

  test('of names nobody has listed is not judged', () =>
    expect(judge('company', ['Ромашка']).valid).toBeNull())

  test('of parts of a name is always right', () =>
    expect(judge('name.last', ['Петрова'], { noun: lead }).valid).toBe(1))
})
