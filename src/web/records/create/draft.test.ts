import { describe, expect, it } from 'vitest'
import { defineEntity } from '../../../kernel/entities/entity.ts'
import { f } from '../../../kernel/fields/f.ts'
import type { RecordScreens } from '../screens.ts'
import { fill, fillFromLine, formFields, newDraft, problemsOf, valuesOf, write } from './draft.ts'

const person = defineEntity({
  name: 'person',
  table: 'people',
  title: 'name',
  fields: {
    city: f.text(),
    name: f.text({ required: true }),
    phone: f.phone(),
    level: f.choice(['a', 'b'], { required: true, default: 'a' }),
    key: f.text({ hidden: true }),
  },
})
const screens = { entity: person, create: { fields: ['phone'] } } as unknown as RecordScreens

describe('a form for a new record', () => {
  it('begins with defaults and with what the place gives', () => {
    expect(valuesOf(newDraft(person, { city: 'Omsk', nonsense: 1 }, {}))).toEqual({
      level: 'a',
      city: 'Omsk',
    })
  })

  it('asks for required fields first, leaves the rest behind "more"', () => {
    expect(formFields(screens, [])).toEqual({ quick: ['name', 'phone'], more: ['city', 'level'] })
    expect(formFields(screens, ['phone']).quick).toEqual(['name'])
  })

  it('names what is missing and what is wrong', () => {
    const draft = write(newDraft(person, {}, {}), 'phone', { ok: false, error: 'value.not-a-phone' })
    expect(problemsOf(draft, person)).toEqual({
      phone: { ok: false, error: 'value.not-a-phone' },
      name: { ok: false, error: 'value.required' },
    })
    expect(problemsOf(fill(newDraft(person, {}, {}), 'name', 'Anna'), person)).toEqual({})
  })

  it('follows the pasted line, and keeps what was written by hand beside it', () => {
    const byHand = write(newDraft(person, {}, {}), 'city', { ok: true, value: 'Omsk' })
    const first = fillFromLine(
      byHand,
      { name: 'Anna', phone: '+79161234567' },
      {},
      { name: 'name', phone: 'phone' },
      person,
    )
    const second = fillFromLine(
      first,
      { name: 'Anna P' },
      { name: 'Anna', phone: '+79161234567' },
      { name: 'name', phone: 'phone' },
      person,
    )
    expect(valuesOf(second)).toEqual({ level: 'a', city: 'Omsk', name: 'Anna P' })
    expect(second.revisions).toEqual({ name: 2, phone: 2 })
  })
})
