import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { columnsOf, type Entity, isOrderable } from '../../src/kernel/entities/entity.ts'
import type { Operator } from '../../src/kernel/fields/field-type.ts'
import { matches } from '../../src/kernel/queries/matches.ts'
import { serverModules } from '../../src/modules/server.ts'
import { sampleRecord } from '../helpers/sample-values.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'

const entities = serverModules.flatMap(({ entities: own = [] }) => own)
const writable = entities.filter(({ fields }) => Object.values(fields).some(({ readOnly }) => !readOnly))

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

describe.each(entities.map((entity) => [entity.name, entity] as const))(
  'the table of %s',
  (_name, entity) => {
    it('has the columns its fields ask for', async () => {
      const wanted = Object.entries(entity.fields).flatMap(([name, field]) => columnsOf(name, field))
      const system = [
        { column: 'id', type: 'uuid' },
        { column: 'version', type: 'integer' },
        ...(entity.softDelete ? [{ column: 'deleted_at', type: 'timestamp with time zone' }] : []),
        ...(isOrderable(entity) ? [{ column: 'hand_rank', type: 'text' }] : []),
      ]
      const stored = await app.rows<{ column: string; type: string; generated: boolean }>(
        `select attname as column, format_type(atttypid, atttypmod) as type, attgenerated <> '' as generated
       from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
        [entity.table],
      )
      const plain = stored.filter(({ generated }) => !generated).map(({ column, type }) => ({ column, type }))
      const inOrder = (list: { column: string; type: string }[]) =>
        list.toSorted((a, b) => a.column.localeCompare(b.column))
      expect(
        inOrder(plain).filter(({ column }) => !(entity.name === 'import' && column === 'state')),
      ).toEqual(inOrder([...wanted, ...system]))
    })

    it('refuses an empty required field by itself', async () => {
      const required = Object.entries(entity.fields)
        .filter(([, field]) => field.required)
        .flatMap(([name, field]) => columnsOf(name, field)[0]!.column)
      const nullable = await app.rows<{ column: string }>(
        'select attname as column from pg_attribute where attrelid = $1::regclass and attname = any($2) and not attnotnull',
        [entity.table, required],
      )
      expect(nullable).toEqual([])
    })
  },
)

describe.each(writable.map((entity) => [entity.name, entity] as const))('the API of %s', (_name, entity) => {
  it('gives back what was written, field by field', async () => {
    const values = await sampleRecord(app, entity, 1)
    const made = await app.admin.post(`/${entity.table}`, values)
    expect(made.body.problems ?? []).toEqual([])
    expect(made.status).toBe(201)
    const read = await app.admin.get(`/${entity.table}/${made.body.item.id}`)
    expect(read.body.item).toMatchObject(values)
  })

  it('changes each field and keeps the others', async () => {
    const made = await app.admin.post(`/${entity.table}`, await sampleRecord(app, entity, 2))
    const other = await sampleRecord(app, entity, 3)
    const changes = Object.fromEntries(
      Object.entries(other).filter(
        ([name]) => !entity.fields[name]!.createOnly && !['pipeline', 'stage'].includes(name),
      ),
    )
    const answer = await app.admin.patch(`/${entity.table}/${made.body.item.id}`, {
      version: made.body.item.version,
      changes,
    })
    expect(answer.body.problems ?? []).toEqual([])
    expect(answer.body.item).toMatchObject(changes)
    expect(answer.body.item.version).toBeGreaterThan(made.body.item.version)
  })

  it('refuses unknown and read-only fields by name', async () => {
    const values = await sampleRecord(app, entity, 4)
    const readOnly = Object.keys(entity.fields).filter((name) => entity.fields[name]!.readOnly)
    for (const name of [...readOnly, 'id', 'version', 'deletedAt', 'constructor', 'workspaceId']) {
      const answer = await app.admin.post(`/${entity.table}`, { ...values, [name]: 'x' })
      expect([name, answer.status]).toEqual([name, 422])
      expect(answer.body.problems.map(({ field }: { field: string }) => field)).toContain(name)
    }
  })

  it('names every missing required field at once', async () => {
    const required = Object.entries(entity.fields).filter(
      ([name, field]) =>
        field.required &&
        !field.readOnly &&
        field.default === undefined &&
        !(entity.worked && ['owner', 'pipeline', 'stage'].includes(name)),
    )
    const answer = await app.admin.post(`/${entity.table}`, {})
    expect(answer.body.problems.map(({ field }: { field: string }) => field).sort()).toEqual(
      required.map(([name]) => name).sort(),
    )
  })

  it('answers every operator of every field as memory does', async () => {
    const made = await app.admin.post(`/${entity.table}`, await sampleRecord(app, entity, 5))
    expect(made.body.problems ?? []).toEqual([])
    for (const { field, op, value } of conditions(entity, made.body.item)) {
      const filter = {
        all: [
          { field: 'id', op: 'eq', value: made.body.item.id },
          { field, op, value },
        ],
      }
      const answer = await app.admin.get(
        `/${entity.table}?filter=${encodeURIComponent(JSON.stringify(filter))}`,
      )
      expect([field, op, answer.status, answer.body.params?.reason]).toEqual([field, op, 200, undefined])
      const expected = matches({ field, op, value } as never, made.body.item, {
        entity,
        catalog: app.services.registry.catalog,
        actor: { userId: app.admin.userId, teamMemberIds: [] },
        now: new Date(),
        timeZone: 'Europe/Moscow',
        related: () => [],
      } as never)
      expect([field, op, answer.body.items.length]).toEqual([field, op, expected ? 1 : 0])
    }
  })

  it('sorts by every field both ways without losing a row', async () => {
    const count = (
      await app.rows<{ count: number }>(
        `select count(*) as count from ${entity.table} ${entity.softDelete ? 'where deleted_at is null' : ''}`,
      )
    )[0]!.count
    const sortable = Object.keys(entity.fields).filter(
      (name) => !['json', 'refs'].includes(entity.fields[name]!.type.name) && name !== 'nextStep',
    )
    for (const sort of sortable.flatMap((name) => [name, `-${name}`])) {
      const seen = new Set<string>()
      let cursor: string | null = ''
      while (cursor !== null) {
        const answer = await app.admin.get(
          `/${entity.table}?sort=${sort}&limit=2${cursor ? `&cursor=${cursor}` : ''}`,
        )
        expect([sort, answer.status]).toEqual([sort, 200])
        for (const { id } of answer.body.items) seen.add(id)
        cursor = answer.body.nextCursor
      }
      expect([sort, seen.size]).toEqual([sort, count])
    }
  })
})

// Settings that records lean on have rules of their own for leaving.
const leansOnNothing = writable.filter(
  ({ name }) => !['user', 'role', 'pipeline', 'stage', 'stepKind'].includes(name),
)

describe.each(leansOnNothing.map((entity) => [entity.name, entity] as const))(
  'the API of %s',
  (_name, entity) => {
    it('deletes and undoes the deletion', async () => {
      const made = await app.admin.post(`/${entity.table}`, await sampleRecord(app, entity, 6))
      const { id } = made.body.item
      const gone = await app.admin.delete(`/${entity.table}/${id}`)
      expect(gone.status).toBe(200)
      expect((await app.admin.get(`/${entity.table}/${id}`)).status).toBe(404)
      expect((await app.admin.post('/commands/records.undo', { event: gone.body.event })).status).toBe(200)
      const { version: _, updatedAt: __, ...before } = made.body.item
      expect((await app.admin.get(`/${entity.table}/${id}`)).body.item).toMatchObject(before)
    })
  },
)

/** A value for each operator of each field: one that holds and one that does not. */
function conditions(
  entity: Entity,
  record: Record<string, unknown>,
): { field: string; op: Operator; value?: unknown }[] {
  return Object.entries(entity.fields).flatMap(([field, { type }]) =>
    type.operators.flatMap((op): { field: string; op: Operator; value?: unknown }[] => {
      const value = record[field]
      if (op === 'empty' || op === 'notEmpty') return [{ field, op }]
      if (value == null) return []
      if (op === 'in' || op === 'notIn' || op === 'hasAll') return [{ field, op, value: [value].flat() }]
      if (op === 'between') return [{ field, op, value: [value, value] }]
      if (op === 'contains' && typeof value === 'string')
        return [
          { field, op, value: value.slice(1, 4) || value },
          { field, op, value: 'нет такого' },
        ]
      return [{ field, op, value }]
    }),
  )
}
