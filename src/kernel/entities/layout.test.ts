import { describe, expect, it } from 'vitest'
import { f } from '../fields/f.ts'
import { defineEntity } from './entity.ts'
import { fillStarts, isBlank, lackingIn, neededFor, startsOf, startValue, withStarts } from './layout.ts'
import type { LaidField, Layout } from './layout-shape.ts'

const boat = defineEntity({
  name: 'boat',
  table: 'boats',
  title: 'name',
  fields: {
    name: f.text({ required: true }),
    built: f.date(),
    seenAt: f.dateTime(),
    keeper: f.ref('user'),
    port: f.ref('port'),
    sails: f.integer({ max: 9 }),
    serial: f.text({ unique: true }),
  },
})
const laid = (...fields: LaidField[]): Layout => ({ entity: 'boat', sections: [{ id: 'main', fields }] })
const beginning = { now: new Date('2026-03-28T22:30:00Z'), timeZone: 'Europe/Moscow', userId: 'me' }

describe('the beginning of a record', () => {
  it.each([
    ['built', { days: 0 }, '2026-03-29'],
    ['built', { days: 3 }, '2026-04-01'],
    ['built', { days: -1 }, '2026-03-28'],
    ['seenAt', { days: 1 }, '2026-03-29T22:30:00.000Z'],
    ['keeper', { me: true as const }, 'me'],
    ['sails', { value: 4 }, 4],
  ])('%s of %o', (name, start, value) => {
    expect(startValue(boat.fields[name]!, start, beginning)).toBe(value)
  })

  it('leaves out what a field does not take', () => {
    const fields: LaidField[] = [
      { name: 'sails', start: { value: 10 } },
      { name: 'port', start: { me: true } },
      { name: 'serial', start: { value: 'one for all' } },
      { name: 'gone', start: { value: 1 } },
      { name: 'createdAt', start: { days: 0 } },
      { name: 'built', start: { days: 1 } },
    ]
    expect([...startsOf(laid(...fields), boat).keys()]).toEqual(['built'])
  })

  it('keeps what is said, null too, and asks for the pipeline', () => {
    const starts = startsOf(
      laid({ name: 'sails', start: { value: 1 } }, { name: 'built', start: { days: 0 }, pipelines: ['a'] }),
      boat,
    )
    const values = { sails: null, pipeline: 'b' }
    fillStarts(starts, boat, values, beginning)
    expect(values).toEqual({ sails: null, pipeline: 'b' })
  })

  it('marks fields that always get a value', () => {
    const [own] = withStarts(
      [boat],
      [laid({ name: 'sails', start: { value: 1 } }, { name: 'built', start: { days: 0 }, pipelines: ['a'] })],
    )
    expect([own?.fields.sails?.starts, own?.fields.built?.starts, boat.fields.sails?.starts]).toEqual([
      true,
      undefined,
      undefined,
    ])
  })
})

describe('what is needed', () => {
  const layout = laid(
    { name: 'sails', requiredAt: ['s1', 's2'] },
    { name: 'port', requiredAt: ['s2'], requiredToWin: true },
    { name: 'gone', requiredAt: ['s2'] },
    { name: 'createdAt', requiredAt: ['s2'] },
  )
  it('is told by stage, without what nobody can fill in', () => {
    expect(neededFor(layout, boat, { stage: 's1' })).toEqual(['sails'])
    expect(neededFor(layout, boat, { stage: 's2' })).toEqual(['sails', 'port'])
    expect(neededFor(layout, boat, 'won')).toEqual(['port'])
    expect(neededFor(undefined, boat, 'won')).toEqual([])
  })

  it('lacks where there is nothing; naught and no are something', () => {
    expect(lackingIn(['a', 'b', 'c'], { a: 0, b: false, c: ' ' })).toEqual(['c'])
    expect([null, undefined, '', []].every(isBlank)).toBe(true)
  })
})
