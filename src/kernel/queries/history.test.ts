import { describe, expect, it } from 'vitest'
import { entityCatalog } from '../entities/catalog.ts'
import { defineEntity } from '../entities/entity.ts'
import { f } from '../fields/f.ts'
import { checkFilter } from './check-filter.ts'
import { describeFilter } from './describe-filter.ts'
import { matches } from './matches.ts'

const user = defineEntity({ name: 'user', table: 'users', title: 'name', fields: { name: f.text() } })
const tag = defineEntity({ name: 'tag', table: 'tags', title: 'name', fields: { name: f.text() } })
const deal = defineEntity({
  name: 'deal',
  table: 'deals',
  title: 'title',
  extensible: true,
  fields: { title: f.text(), amount: f.money(), secret: f.text({ hidden: true }) },
})
const catalog = entityCatalog([user, tag, deal])

const repriced = (since: string) => ({
  related: 'history',
  where: {
    all: [
      { field: 'changed', op: 'in', value: ['amount'] },
      { field: 'at', op: 'gte', value: since },
    ],
  },
})

describe('conditions on the history of a record', () => {
  it('name the fields a person can change, and no others', () => {
    const changed = (name: string) => ({
      related: 'history',
      where: { field: 'changed', op: 'in', value: [name] },
    })
    expect(checkFilter(changed('amount'), deal, catalog)).toEqual(changed('amount'))
    for (const name of ['secret', 'createdAt', 'nothing'])
      expect(() => checkFilter(changed(name), deal, catalog)).toThrow('input.bad-filter')
  })

  it('do not name a field the reader does not know', () => {
    const { amount, ...others } = deal.fields
    const limited = { ...deal, fields: { ...others, amount: { ...amount!, limit: 'hidden' as const } } }
    expect(() => checkFilter(repriced('2026-11-01'), limited, catalog)).toThrow('input.bad-filter')
  })

  it('are not asked of what has no timeline', () => {
    expect(() => checkFilter({ related: 'history' }, user, catalog)).toThrow('input.bad-filter')
  })

  it('call a changed field by its name', () => {
    const words: Record<string, string> = {
      'entities.history.many': 'Events',
      'fields.history.changed': 'Fields changed',
      'fields.history.at': 'When',
      'fields.deal.amount': 'Amount',
      'filter.language': 'en',
    }
    const say = (key: string, params: Record<string, unknown> = {}) =>
      words[key] ?? `${key} ${Object.values(params).join(' ')}`
    const filter = checkFilter(repriced('2026-11-01'), deal, catalog)
    const told = describeFilter(filter, deal, catalog, say)
    expect(told).toContain('Fields changed Amount')
    expect(told).toContain('filter.related.some Events')
  })

  it('hold of a record by what happened to it', () => {
    const happened = [
      { id: '1', kind: 'updated', changed: ['title'], at: '2026-11-20T10:00:00.000Z', by: null },
      { id: '2', kind: 'updated', changed: ['amount', 'title'], at: '2026-10-20T10:00:00.000Z', by: null },
    ]
    const context = {
      entity: deal,
      catalog,
      actor: { userId: '', teamMemberIds: [] },
      now: new Date('2026-11-22T09:30:00.000Z'),
      timeZone: 'UTC',
      related: ({ entity }: { entity: { name: string } }) => (entity.name === 'history' ? happened : []),
    }
    const holds = (since: string) =>
      matches(checkFilter(repriced(since), deal, catalog), { id: 'a' }, context)
    expect(holds('2026-11-01')).toBe(false)
    expect(holds('2026-10-01')).toBe(true)
  })
})
