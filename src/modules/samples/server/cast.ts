import { uuidv7 } from 'uuidv7'
import type { Entity } from '../../../kernel/entities/entity.ts'
import type { Ctx } from '../../../server/context.ts'
import { createRecords } from '../../../server/records/write.ts'
import type { Draft, Values } from '../../../server/registry.ts'
import type { Key } from '../generator/sample.ts'
import { findByText } from './samples.queries.ts'
import { type Teller, toldAs } from './told-as.ts'

/** Who is who: the ids that the keys of a sample have in this workspace, and what the sample has brought. */
export interface Cast {
  id(key: Key): string
  /** Lets an existing record stand for one of the sample's. */
  play(key: Key, id: string): void
  isPlayed(key: Key): boolean
  brought: { entity: string; id: string }[]
}

export function createCast(): Cast {
  const ids = new Map<Key, string>()
  const played = new Set<Key>()
  return {
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

/** Lets records that have the same unique text (a user's e-mail, a product's name) play their parts. */
export async function castKnown(
  ctx: Ctx,
  cast: Cast,
  entity: Entity,
  field: string,
  texts: [key: Key, text: string][],
): Promise<void> {
  const known = await findByText(
    ctx,
    entity,
    field,
    texts.map(([, text]) => text),
  )
  for (const [key, text] of texts) {
    const id = known.get(text)
    if (id) cast.play(key, id)
  }
}

/** A record of the sample as it is to be created. */
export interface Part {
  key: Key
  values: Values
}

/** Creates what no existing record plays already, as of one moment or of each part's own `createdAt` and owner. */
export async function bring(
  ctx: Ctx,
  cast: Cast,
  entity: Entity,
  parts: Part[],
  teller?: Teller,
): Promise<void> {
  const missing = parts.filter(({ key }) => !cast.isPlayed(key))
  const drafts = missing.map(({ key, values }) => {
    const at = (values.createdAt as string | undefined) ?? teller?.at
    return { id: cast.id(key), values: { ...values, createdAt: at, updatedAt: at }, extra: {} }
  })
  const tellers = new Map(drafts.map((draft) => [draft.id, teller ?? tellerOf(entity, draft)]))
  await bringDrafts(ctx, cast, entity, drafts, tellers)
}

/** Creates drafts of the sample, each told by its teller. */
export async function bringDrafts(
  ctx: Ctx,
  cast: Cast,
  entity: Entity,
  drafts: Draft[],
  tellers: ReadonlyMap<string, Teller>,
): Promise<void> {
  await toldAs(ctx, tellers, async (then) => void (await createRecords(then, entity, drafts)))
  // Steps are parts of their lead or deal and go with it.
  if (entity.partOf.length === 0) cast.brought.push(...drafts.map(({ id }) => ({ entity: entity.name, id })))
}

function tellerOf({ ownerField }: Entity, { values }: Draft): Teller {
  return { at: values.createdAt as string, by: (ownerField ? values[ownerField] : null) as string } // the sample's records have owners
}
