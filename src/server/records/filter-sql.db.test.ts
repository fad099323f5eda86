import fc from 'fast-check'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  catalog,
  entities,
  filtersOn,
  ids,
  moments,
  rows,
  texts,
  thing,
  zones,
} from '../../../tests/helpers/filters.ts'
import {
  insert,
  readAll,
  type StoredTable,
  type StoredWorld,
  storeWorld,
} from '../../../tests/helpers/stored-world.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import { Failure } from '../../kernel/errors/errors.ts'
import { checkFilter } from '../../kernel/queries/check-filter.ts'
import { countOperators, type Filter, simplifyFilter } from '../../kernel/queries/filter.ts'
import { matches, type RelatedQuestion } from '../../kernel/queries/matches.ts'
import { compares, type FilterEnv } from '../../kernel/queries/resolve-filter.ts'
import type { Tx } from '../db/database.ts'
import { filterSql, foldSql } from './filter-sql.ts'

// Each run is a fresh set of rows asked twenty filters; raise it for a long search.
const numRuns = Number(process.env.ONWARD_FILTER_RUNS ?? 80)
const filtersPerRun = 20

let world: StoredWorld
const rolledBack: StoredWorld['rolledBack'] = (work) => world.rolledBack(work)

beforeAll(async () => {
  world = await storeWorld()
}, 60_000)

afterAll(() => world?.close())

const env: FilterEnv = {
  catalog,
  actor: { userId: ids[0]!, teamMemberIds: [ids[0]!, ids[1]!] },
  now: new Date('2026-11-22T09:30:00.000Z'),
  timeZone: 'Europe/Moscow',
}

const question = fc.constantFrom(...entities).chain((entity) =>
  fc.record({
    root: fc.constant(entity.name),
    filter: filtersOn(entity),
    timeZone: fc.constantFrom(...zones),
    now: moments.map((moment) => new Date(moment)),
  }),
)

describe('filters in SQL and in memory', () => {
  it('pick the same records', async () => {
    const worlds = fc.record({
      ...rows,
      questions: fc.array(question, { minLength: filtersPerRun, maxLength: filtersPerRun }),
    })
    await fc.assert(
      fc.asyncProperty(worlds, async ({ companies, things, tags, questions }) => {
        await rolledBack(async (tx) => {
          await insert(tx, { companies, things, tags })
          const tables = await readAll(tx)
          for (const { root: name, filter, ...clock } of questions) {
            const root = catalog.entity(name)
            const asker = { ...env, ...clock }
            const checked = withinLimits(filter, root)
            if (!checked) continue
            const expected = remembered(tables, checked, root, asker)
            expect(await picked(tx, checked, root, asker)).toEqual(expected)
            expect(remembered(tables, simplifyFilter(checked), root, asker)).toEqual(expected)
            const others = tables
              .find(({ entity }) => entity === root)!
              .records.filter(({ record }) => !expected.includes(record.id))
            expect(await picked(tx, { not: checked }, root, asker)).toEqual(
              others.map(({ record }) => record.id),
            )
          }
        })
      }),
      { numRuns },
    )
  }, 600_000)

  it('agree on every pair of tricky texts', async () => {
    await rolledBack(async (tx) => {
      for (const [index, title] of texts.entries())
        await sql`insert into things (id, title) values (${idAt(index)}, ${title})`.execute(tx)
      const tables = await readAll(tx)
      for (const value of texts)
        for (const op of ['eq', 'contains', 'startsWith'] as const) {
          const filter: Filter = { field: 'title', op, value }
          const found = await picked(tx, filter, thing, env)
          expect(found, `${op} ${value}`).toEqual(remembered(tables, filter, thing, env))
          expect(found).toContain(idAt(texts.indexOf(value)))
        }
    })
  })

  it('agree on every count', async () => {
    await rolledBack(async (tx) => {
      const things = [0, 1, 2, 3].map(idAt)
      for (const [count, id] of things.entries()) {
        await sql`insert into things (id) values (${id})`.execute(tx)
        for (let n = 0; n < count; n += 1)
          await sql`insert into tags (id, thing_id) values (${idAt(count * 10 + n)}, ${id})`.execute(tx)
      }
      for (const op of countOperators)
        for (const value of [0, 1, 2, 3, 4]) {
          const expected = things.filter((_, count) => compares(count, op, value))
          const filter: Filter = { related: 'tags', count: { op, value } }
          expect(await picked(tx, filter, thing, env), `${op} ${value}`).toEqual(expected)
          expect(await picked(tx, { not: filter }, thing, env)).toEqual(
            things.filter((id) => !expected.includes(id)),
          )
          expect(remembered(await readAll(tx), filter, thing, env)).toEqual(expected)
        }
    })
  })

  it('pick the same records or refuse, whatever a client sends', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.constantFrom(...hostile))
    const field = fc.oneof(text, fc.constantFrom('title', 'notes', 'email', 'company.name'))
    const op = fc.oneof(text, fc.constantFrom('eq', 'neq', 'contains', 'startsWith', 'lte', 'empty'))
    const term = fc.record({
      field,
      op,
      value: fc.oneof(
        { weight: 3, arbitrary: text },
        { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
      ),
    })
    const related = fc.record({
      related: fc.oneof(text, fc.constant('tags')),
      where: term.map((one) => ({ ...one, field: 'label' })),
    })
    const anything = fc.oneof(
      { weight: 6, arbitrary: term },
      { weight: 3, arbitrary: related },
      { weight: 1, arbitrary: fc.jsonValue() },
    )
    let taken = 0
    await rolledBack(async (tx) => {
      await insert(tx, fc.sample(fc.record(rows), { numRuns: 1, seed: 1 })[0]!)
      const tables = await readAll(tx)
      await fc.assert(
        fc.asyncProperty(anything, async (input) => {
          const filter = accepted(input)
          if (!filter) return
          taken += 1
          expect(await picked(tx, filter, thing, env)).toEqual(remembered(tables, filter, thing, env))
        }),
        { numRuns: numRuns * 50 },
      )
      expect(taken).toBeGreaterThan(numRuns)
    })
  }, 600_000)
})

describe('filterSql', () => {
  it('sees JSON null as empty', async () => {
    await rolledBack(async (tx) => {
      await sql`insert into things (id, extra) values (${ids[0]}, 'null'), (${ids[1]}, '{}')`.execute(tx)
      expect(await picked(tx, { field: 'extra', op: 'empty' }, thing, env)).toEqual([ids[0]])
    })
  })

  it('counts an alternative as one condition', async () => {
    await rolledBack(async (tx) => {
      await sql`insert into things (id, size) values (${ids[0]}, 1), (${ids[1]}, 2)`.execute(tx)
      const either = filterSql(
        {
          any: [
            { field: 'size', op: 'eq', value: 1 },
            { field: 'size', op: 'eq', value: 2 },
          ],
        },
        thing,
        { ...env, alias: 't' },
      )
      const found = await sql`select id from things t where ${either} and size = 2`.execute(tx)
      expect(found.rows).toEqual([{ id: ids[1] }])
    })
  })

  it('leaves out related records the asker may not see', async () => {
    await rolledBack(async (tx) => {
      await sql`insert into companies (id, name, owner_id) values (${ids[0]}, 'a', ${ids[0]}), (${ids[1]}, 'a', ${ids[1]})`.execute(
        tx,
      )
      await sql`insert into things (id, company_id) values (${ids[0]}, ${ids[0]}), (${ids[1]}, ${ids[1]})`.execute(
        tx,
      )
      const visible = (_: Entity, alias: string) => sql<boolean>`${sql.ref(`${alias}.owner_id`)} = ${ids[1]}`
      const where = filterSql({ field: 'company.name', op: 'eq', value: 'a' }, thing, {
        ...env,
        alias: 't',
        visible,
      })
      expect(await idsOf(tx, thing, where)).toEqual([ids[1]])
    })
  })

  it('lets indexes serve text, links and dates', async () => {
    await rolledBack(async (tx) => {
      await sql`create index things_title on things using gin (${foldSql(sql.ref('title'))} gin_trgm_ops)`.execute(
        tx,
      )
      await sql`create index things_company on things (company_id)`.execute(tx)
      await sql`create index things_at on things (at)`.execute(tx)
      await sql`set local enable_seqscan = off`.execute(tx)
      expect(await planOf(tx, { field: 'title', op: 'contains', value: 'Ромашка' })).toContain('things_title')
      expect(await planOf(tx, { field: 'title', op: 'eq', value: 'Ромашка' })).toContain('things_title')
      expect(await planOf(tx, { field: 'company', op: 'in', value: [ids[0]!, ids[1]!] })).toContain(
        'Index Cond',
      )
      expect(await planOf(tx, { field: 'at', op: 'eq', value: { relative: 'today' } })).toContain('things_at')
    })
  })
})

const hostile = [
  "'; drop table things; --",
  '" or true --',
  'title"',
  '__proto__',
  'constructor',
  'toString',
  'id',
  'id.id',
  'company.id',
  'company.__proto__',
  '$1',
  '\\',
  '%',
  'things.company',
  'tags',
  'deleted_at',
  'title::text',
  '\0',
  '\ud800',
  '0000-01-01',
  '9999-12-31',
  'infinity',
  'NaN',
]

function idAt(index: number): string {
  return `0197a5c0-0000-7000-8000-${String(index).padStart(12, '0')}`
}

/** A filter as the door lets it in; undefined when it is refused as a filter. */
function accepted(input: unknown): Filter | undefined {
  try {
    return checkFilter(input, thing, catalog)
  } catch (error) {
    if (error instanceof Failure && error.code === 'input.bad-filter') return undefined
    throw error
  }
}

function withinLimits(filter: Filter, root: Entity): Filter | undefined {
  try {
    return checkFilter(filter, root, catalog)
  } catch (error) {
    const reason = error instanceof Failure ? error.params.reason : undefined
    if (reason === 'too-deep' || reason === 'too-many-terms') return undefined
    throw error
  }
}

function picked(tx: Tx, filter: Filter, root: Entity, env: FilterEnv): Promise<string[]> {
  return idsOf(tx, root, filterSql(filter, root, { ...env, alias: 't' }))
}

async function idsOf(tx: Tx, root: Entity, where: RawBuilder<boolean>): Promise<string[]> {
  const found = await sql<{
    id: string
  }>`select t.id from ${sql.table(root.table)} t where ${where} order by t.id`.execute(tx)
  return found.rows.map(({ id }) => id)
}

function remembered(tables: StoredTable[], filter: Filter, root: Entity, env: FilterEnv): unknown[] {
  const recordsOf = (entity: Entity) => tables.find((table) => table.entity === entity)!.records
  const related = ({ entity, field, id }: RelatedQuestion) =>
    recordsOf(entity)
      .filter(({ record, isDeleted }) => !isDeleted && [record[field]].flat().includes(id))
      .map(({ record }) => record)
  return recordsOf(root)
    .filter(({ record }) => matches(filter, record, { ...env, entity: root, related }))
    .map(({ record }) => record.id)
}

async function planOf(tx: Tx, filter: Filter): Promise<string> {
  const where = filterSql(checkFilter(filter, thing, catalog), thing, { ...env, alias: 't' })
  const plan = await sql<{ 'QUERY PLAN': string }>`explain select id from things t where ${where}`.execute(tx)
  return plan.rows.map((row) => row['QUERY PLAN']).join('\n')
}
