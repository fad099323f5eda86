import { describe, expect, it } from 'vitest'
import { entityCatalog } from '../../../kernel/entities/catalog.ts'
import { defineEntity } from '../../../kernel/entities/entity.ts'
import { f } from '../../../kernel/fields/f.ts'
import type { Filter } from '../../../kernel/queries/filter.ts'
import {
  countTerms,
  type Draft,
  fromDraft,
  group,
  newRelated,
  newTerm,
  operatorsOf,
  replacePart,
  toDraft,
  withOperator,
} from './filter-draft.ts'

const user = defineEntity({ name: 'user', table: 'users', title: 'name', fields: { name: f.text() } })
const company = defineEntity({
  name: 'company',
  table: 'companies',
  title: 'name',
  fields: { name: f.text(), city: f.text() },
})
const sale = defineEntity({
  name: 'sale',
  table: 'sales',
  title: 'title',
  fields: {
    title: f.text(),
    company: f.ref('company'),
    owner: f.ref('user'),
    kind: f.choice(['new', 'repeat']),
    amount: f.money(),
    closeOn: f.date(),
  },
})
const catalog = entityCatalog([user, company, sale])
const round = (filter: Filter) => fromDraft(toDraft(filter, sale, catalog), sale, catalog)

describe('a filter being built', () => {
  const kept: Filter[] = [
    { all: [] },
    { field: 'closeOn', op: 'lte', value: { relative: 'today', offset: { days: 7 } } },
    { field: 'owner', op: 'in', value: { myTeam: true } },
    {
      field: 'amount',
      op: 'between',
      value: [
        { amount: 1, currency: 'RUB' },
        { amount: 2, currency: 'RUB' },
      ],
    },
    {
      all: [
        { field: 'title', op: 'contains', value: 'rack' },
        {
          any: [
            { field: 'company.city', op: 'empty' },
            { field: 'kind', op: 'in', value: ['new', 'repeat'] },
          ],
        },
      ],
    },
    {
      not: {
        any: [
          { field: 'title', op: 'contains', value: 'a' },
          { field: 'kind', op: 'empty' },
        ],
      },
    },
  ]
  for (const filter of kept) {
    it(`comes back the same: ${JSON.stringify(filter)}`, () => {
      expect(round(filter)).toEqual(filter)
    })
  }

  it('"is" of a choice is edited as "one of" and comes back as "is"', () => {
    const filter: Filter = { field: 'owner', op: 'neq', value: { me: true } }
    expect(toDraft(filter, sale, catalog).parts[0]).toMatchObject({ op: 'notIn', value: [{ me: true }] })
    expect(round(filter)).toEqual(filter)
    expect(round({ field: 'kind', op: 'in', value: ['new'] })).toEqual({
      field: 'kind',
      op: 'eq',
      value: 'new',
    })
  })

  it('"is" of a text stays', () => {
    expect(round({ field: 'title', op: 'eq', value: 'rack' })).toEqual({
      field: 'title',
      op: 'eq',
      value: 'rack',
    })
  })

  it('conditions on related records keep their own noun', () => {
    const filter: Filter = {
      related: 'sales',
      where: { field: 'closeOn', op: 'empty' },
      count: { op: 'gte', value: 2 },
    }
    expect(fromDraft(toDraft(filter, company, catalog), company, catalog)).toEqual(filter)
    expect(fromDraft(newRelated('sales'), company, catalog)).toEqual({
      related: 'sales',
      count: { op: 'gte', value: 1 },
    })
  })

  it('a relation called by its long name is the one that is offered', () => {
    const draft = toDraft({ related: 'sales.company' }, company, catalog)
    expect(draft.parts[0]).toMatchObject({ kind: 'related', related: 'sales' })
  })

  it('unfinished conditions are left out', () => {
    const draft = group('all', [
      newTerm('title', sale, catalog),
      group('any', []),
      { ...newTerm('kind', sale, catalog), value: ['new'] } as Draft,
    ])
    expect(fromDraft(draft, sale, catalog)).toEqual({ field: 'kind', op: 'eq', value: 'new' })
  })

  it('a part is replaced and taken out wherever it is', () => {
    const inner = newTerm('title', sale, catalog)
    const root = group('all', [group('any', [inner]), newTerm('kind', sale, catalog)])
    const replaced = replacePart(root, inner.id, { ...inner, op: 'empty' })
    expect(fromDraft(replaced, sale, catalog)).toEqual({ field: 'title', op: 'empty' })
    expect(fromDraft(replacePart(replaced, inner.id, null), sale, catalog)).toEqual({ all: [] })
  })

  it('a value survives a change of operator where it fits', () => {
    const term = { ...newTerm('closeOn', sale, catalog), value: '2026-11-22' }
    expect(withOperator(term, 'gte').value).toBe('2026-11-22')
    expect(withOperator(term, 'empty').value).toBeUndefined()
    expect(withOperator({ ...term, op: 'between', value: ['2026-11-22', '2026-11-23'] }, 'lte').value).toBe(
      '2026-11-22',
    )
  })

  it('the likeliest operator is offered first', () => {
    expect(operatorsOf('company.city', sale, catalog)[0]).toBe('contains')
    expect(operatorsOf('owner', sale, catalog)[0]).toBe('in')
  })

  it('conditions are counted through groups', () => {
    expect(
      countTerms({
        all: [
          { field: 'a', op: 'empty' },
          {
            not: {
              any: [
                { field: 'b', op: 'empty' },
                { field: 'c', op: 'empty' },
              ],
            },
          },
        ],
      }),
    ).toBe(3)
  })
})
