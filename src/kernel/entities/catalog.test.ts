import { describe, expect, it } from 'vitest'
import { f } from '../fields/f.ts'
import { entityCatalog, fieldOf } from './catalog.ts'
import { defineEntity } from './entity.ts'

const company = defineEntity({
  name: 'company',
  table: 'companies',
  title: 'name',
  fields: { name: f.text(), parent: f.ref('company') },
})
const deal = defineEntity({
  name: 'deal',
  table: 'deals',
  title: 'title',
  fields: { title: f.text(), company: f.ref('company'), partner: f.ref('company') },
})
const note = defineEntity({
  name: 'note',
  table: 'notes',
  title: 'text',
  fields: { text: f.text(), deal: f.ref('deal') },
})
const catalog = entityCatalog([company, deal, note])

describe('entityCatalog', () => {
  it('finds entities by name', () => {
    expect(catalog.entity('deal')).toBe(deal)
    expect(catalog.find('lead')).toBeUndefined()
    expect(() => catalog.entity('lead')).toThrow('lead')
  })

  it('names a relation by its table, and by its field too where there are several', () => {
    expect(catalog.relationsOf(deal)).toEqual([{ name: 'notes', entity: note, field: 'deal' }])
    expect(catalog.relationsOf(company).map(({ name }) => name)).toEqual([
      'companies',
      'deals.company',
      'deals.partner',
    ])
  })

  it('keeps the name of a relation when a workspace adds another field beside its own', () => {
    const visit = (fields: object) => ({
      ...note,
      name: 'visit',
      table: 'visits',
      fields: { ...note.fields, ...fields },
    })
    const namesOf = (fields: object) =>
      entityCatalog([deal, visit(fields)])
        .relationsOf(deal)
        .map(({ name }) => name)
    expect(namesOf({})).toEqual(['visits'])
    expect(namesOf({ x_other: f.ref('deal') })).toEqual(['visits', 'visits.x_other'])
    expect(namesOf({ deal: f.text(), x_one: f.ref('deal'), x_two: f.ref('deal') })).toEqual([
      'visits',
      'visits.x_two',
    ])
    expect(namesOf({ second: f.ref('deal'), x_other: f.ref('deal') })).toEqual([
      'visits.deal',
      'visits.second',
      'visits.x_other',
    ])
  })

  it('understands the long name of a relation everywhere', () => {
    expect(catalog.relation(deal, 'notes.deal')).toBe(catalog.relation(deal, 'notes'))
    expect(catalog.relation(company, 'deals')).toBeUndefined()
  })

  it('refuses two entities of one name or table', () => {
    expect(() => entityCatalog([deal, { ...note, name: 'deal' }])).toThrow('name')
    expect(() => entityCatalog([deal, { ...note, table: 'deals' }])).toThrow('table')
  })
})

describe('fieldOf', () => {
  it('takes id for a ref to the record itself', () => {
    expect(fieldOf(deal, 'id')).toMatchObject({ type: { name: 'ref' }, options: { to: 'deal' } })
  })

  it('does not take what every object has for a field', () => {
    for (const name of ['constructor', '__proto__', 'toString', ''])
      expect(fieldOf(deal, name)).toBeUndefined()
  })
})
