import { sql } from 'kysely'
import { requireKnown } from '../../kernel/access/known-field.ts'
import { scopeOf } from '../../kernel/access/rights.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'
import { inWorkspace } from './custom-model.ts'
import { selectRecords } from './read.ts'
import type { StoredRecord } from './rows.ts'

/** Ways one request may name, and references each may lead through. */
const expandLimits = { paths: 10, depth: 3 }

/** A record that comes along, with the name of its kind. */
export type IncludedRecord = StoredRecord & { entity: string }

/** Fields that lead on, each with those that lead on from there. */
type Ways = Map<string, Ways>

/**
 * The records that `expand=company,contact.company` leads to, by id, each once. What the actor may not read is not
 * among them. One query for each reference of each way, however many records there are.
 */
export async function expandRecords(
  ctx: Ctx,
  noun: Entity,
  records: readonly StoredRecord[],
  text: string,
): Promise<Record<string, IncludedRecord>> {
  const entity = inWorkspace(ctx, noun)
  const ways = readWays(ctx, entity, text)
  const included: Record<string, IncludedRecord> = {}
  await follow(ctx, entity, records, ways, included)
  return included
}

async function follow(
  ctx: Ctx,
  entity: Entity,
  records: readonly StoredRecord[],
  ways: Ways,
  included: Record<string, IncludedRecord>,
): Promise<void> {
  for (const [name, further] of ways) {
    const target = targetOf(ctx, entity, name)
    if (scopeOf(ctx.actor, target.rightsObject, 'read') === 'no') continue
    const ids = [...new Set(records.map((record) => record[name]).filter((id) => typeof id === 'string'))]
    const missing = ids.filter((id) => !Object.hasOwn(included, id))
    if (missing.length > 0) {
      const where = sql<boolean>`t.id = any(${missing}::uuid[])`
      const found = await selectRecords(ctx, target, { where, limit: missing.length, titled: false })
      for (const record of found.records) included[record.id] = { entity: target.name, ...record }
    }
    const reached = ids.flatMap((id) => (Object.hasOwn(included, id) ? [included[id]!] : []))
    if (further.size > 0 && reached.length > 0) await follow(ctx, target, reached, further, included)
  }
}

function readWays(ctx: Ctx, entity: Entity, text: string): Ways {
  const paths = [...new Set(text.split(',').map((path) => path.trim()))].filter(Boolean)
  if (paths.length > expandLimits.paths) refuse('value.out-of-range', { max: expandLimits.paths })
  const ways: Ways = new Map()
  for (const path of paths) {
    const names = path.split('.')
    if (names.length > expandLimits.depth)
      refuse('value.out-of-range', { max: expandLimits.depth, value: path })
    let here = ways
    let at = entity
    for (const name of names) {
      const field = Object.hasOwn(at.fields, name) ? at.fields[name] : undefined
      if (field?.type.name !== 'ref') refuse('value.unknown-field', { value: path })
      requireKnown(field, path, entity)
      at = targetOf(ctx, at, name)
      const next: Ways = here.get(name) ?? new Map()
      here.set(name, next)
      here = next
    }
  }
  return ways
}

function targetOf(ctx: Ctx, entity: Entity, name: string): Entity {
  // readWays has found this field to be a ref.
  return ctx.registry.catalog.entity(entity.fields[name]!.options.to)
}

function refuse(error: string, params: Record<string, unknown>): never {
  fail('input.invalid', {}, [{ field: 'expand', error, params }])
}
