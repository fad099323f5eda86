import { uuidv7 } from 'uuidv7'
import type { Entity } from '../../../kernel/entities/entity.ts'
import type { Ctx } from '../../../server/context.ts'
import { createRecords } from '../../../server/records/write.ts'
import type { Values } from '../../../server/registry.ts'
import type { Key } from '../generator/sample.ts'
import { findByText } from './samples.queries.ts'

/** A record of the sample as it is to be created. */
export interface Part {
  key: Key
  values: Values
}

/** Who is who: the ids that the keys of a sample have in this workspace, and what it has brought. */
export interface Cast {
  id(key: Key): string
  /** Lets an existing record stand for one of the sample's. */
  play(key: Key, id: string): void
  isPlayed(key: Key): boolean
  /** Ids by key, so far. */
  ids: ReadonlyMap<Key, string>
  brought: { entity: string; id: string }[]
}

export function createCast(): Cast {
  const ids = new Map<Key, string>()
  const played = new Set<Key>()
  return {
    ids,
    brought: [],
    id(key) {
      const id = ids.get(key) ?? uuidv7()
      ids.set(key, id)
      return id
    },
    play(key, id) {
      ids.set(key, id)
      played.add(key)
    },
    isPlayed: (key) => played.has(key),
  }
}

/** Creates records of the sample. What an existing record already plays is left alone. */
export async function bring(ctx: Ctx, cast: Cast, entity: Entity, parts: Part[]): Promise<void> {
  const missing = parts.filter(({ key }) => !cast.isPlayed(key))
  await createRecords(
    ctx,
    entity,
    missing.map(({ key, values }) => ({ id: cast.id(key), values, extra: {} })),
  )
  for (const { key } of missing) cast.brought.push({ entity: entity.name, id: cast.id(key) })
}

/** Lets records that have the same unique text (a user's e-mail, a product's name) play their parts. */
export async function castKnown(
  ctx: Ctx,
  cast: Cast,
  entity: Entity,
  field: string,
  named: { key: Key; text: string }[],
): Promise<void> {
  const known = await findByText(
    ctx,
    entity,
    field,
    named.map(({ text }) => text),
  )
  for (const { key, text } of named) {
    const id = known.get(text)
    if (id) cast.play(key, id)
  }
}
