import { sql } from 'kysely'
import { entityCatalog } from '../../kernel/entities/catalog.ts'
import { withCustomModel } from '../../kernel/entities/computed-fields.ts'
import type { CustomField, CustomModel, CustomObject } from '../../kernel/entities/custom-model.ts'
import { isCustom } from '../../kernel/entities/custom-name.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import { withStarts } from '../../kernel/entities/layout.ts'
import type { Layout } from '../../kernel/entities/layout-shape.ts'
import type { Ctx } from '../context.ts'
import type { Tx } from '../db/database.ts'
import type { Registry } from '../registry.ts'

/** What a workspace has added to the shipped nouns, as it stands at this version. */
export async function readCustomModel(tx: Tx, version: number): Promise<CustomModel> {
  const [{ rows: objects }, { rows: defined }, { rows: layouts }, { rows: conversions }] = await Promise.all([
    sql<CustomObject>`
      select id, name, one, many from custom_objects where archived_at is null order by position, created_at, id`.execute(
      tx,
    ),
    sql<CustomField>`
      select id, entity, name, type, names, help, required, is_unique as "unique", initial as "default", options
      from custom_fields where archived_at is null order by entity, position, created_at, id`.execute(tx),
    sql<Layout>`select entity, config -> 'sections' as sections from layouts order by entity`.execute(tx),
    sql<Conversion>`
      select field_id as field, to_column as "column", finished_at as until, was ->> 'type' as type, was -> 'options' as options
      from field_conversions where status = 'done' order by finished_at, id`.execute(tx),
  ])
  const fields = defined.map((field) => sinceConverted(field, conversions))
  const known = new Set(objects.map(({ name }) => name))
  return {
    version,
    objects,
    // The fields of an archived object rest with it, and so do links to it.
    fields: fields.filter(({ entity, options }) => isThere(entity, known) && isThere(options.to, known)),
    layouts,
  }
}

/** A type that a field had, and the columns it has had since. */
interface Conversion {
  field: string
  column: string
  until: string
  type: CustomField['type']
  options: CustomField['options']
}

function sinceConverted(field: CustomField, conversions: readonly Conversion[]): CustomField {
  const own = conversions.filter((one) => one.field === field.id)
  if (own.length === 0) return field
  const former = own.map(({ until, type, options }) => ({
    until: new Date(until).toISOString(),
    type,
    options,
  }))
  return { ...field, column: own.at(-1)!.column, former }
}

/** A noun as it is in the workspace of this act: modules know it as it was shipped. */
export function inWorkspace({ registry }: Pick<Ctx, 'registry'>, entity: Entity): Entity {
  return registry.catalog.find(entity.name) ?? entity
}

const isThere = (name: unknown, known: ReadonlySet<string>) =>
  typeof name !== 'string' || !isCustom(name) || known.has(name)

const made = new WeakMap<CustomModel, Registry>()

/** The registry as it is in a workspace: its own fields and nouns among the shipped ones. */
export function registryOf(shipped: Registry, model: CustomModel): Registry {
  if (model.objects.length === 0 && model.fields.length === 0 && model.layouts.length === 0) return shipped
  let own = made.get(model)
  if (!own) {
    const entities = withStarts(withCustomModel(shipped.entities, model), model.layouts)
    own = { ...shipped, entities, catalog: entityCatalog(entities) }
    made.set(model, own)
  }
  return own
}
