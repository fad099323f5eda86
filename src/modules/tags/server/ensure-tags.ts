import { uuidv7 } from 'uuidv7'
import { fail } from '../../../kernel/errors/errors.ts'
import { foldText } from '../../../kernel/queries/fold-text.ts'
import type { Ctx } from '../../../server/context.ts'
import { requireRight } from '../../../server/records/access.ts'
import { createRecords } from '../../../server/records/write.ts'
import type { Draft, RecordHooks } from '../../../server/registry.ts'
import { mostTags, tag, tagColours } from '../tag.entity.ts'
import { countTags, findTags, lockVocabulary } from './tags.queries.ts'

/** Ids of the tags of these names; those that are not there are made, which takes the right to. */
export async function ensureTags(ctx: Ctx, names: readonly string[]): Promise<string[]> {
  const known = await findTags(ctx, names)
  if (names.some((name) => !known.has(foldText(name)))) {
    requireRight(ctx, tag, 'create')
    await lockVocabulary(ctx)
    for (const [key, id] of await findTags(ctx, names)) known.set(key, id)
    await makeMissing(ctx, names, known)
  }
  return [...new Set(names.map((name) => known.get(foldText(name))!))]
}

/** Refuses unless every one of these tags is there or may be made. */
export async function requireNameable(ctx: Ctx, names: readonly string[]): Promise<void> {
  const known = await findTags(ctx, names)
  if (names.some((name) => !known.has(foldText(name)))) requireRight(ctx, tag, 'create')
}

async function makeMissing(ctx: Ctx, names: readonly string[], known: Map<string, string>): Promise<void> {
  const drafts: Draft[] = []
  for (const name of names) {
    const key = foldText(name)
    if (known.has(key)) continue
    const draft = draftTag(name)
    known.set(key, draft.id)
    drafts.push(draft)
  }
  await createWords(ctx, drafts)
}

/** A tag that is about to be made under a name. */
export function draftTag(name: string): Draft {
  return { id: uuidv7(), values: { name, colour: colourOf(foldText(name)) }, extra: {} }
}

/** Makes tags that stay when what they were made for is undone: others may have come to use them. */
export async function createWords(ctx: Ctx, drafts: Draft[]): Promise<void> {
  await createRecords(ctx, tag, drafts)
  for (const { id } of drafts) ctx.rowsBefore.delete(id)
}

/** A new tag has the colour its name falls upon, so that tags differ before anybody has chosen. */
function colourOf(key: string): string {
  let sum = 0
  for (const letter of key) sum = (sum * 31 + letter.codePointAt(0)!) % 65_521
  const [, ...colours] = tagColours
  return colours[sum % colours.length]!
}

/** What parts names in a list does not stand within one; and there is an end to them. */
export const tagHooks: RecordHooks = {
  appliesTo: ({ name }) => name === tag.name,
  async beforeCreate(ctx, _entity, drafts) {
    for (const { values } of drafts) requireName(values.name)
    if ((await countTags(ctx)) + drafts.length > mostTags) fail('tag.too-many', { max: mostTags })
  },
  async beforeUpdate(_ctx, _entity, _before, changes) {
    if ('name' in changes) requireName(changes.name)
  },
}

function requireName(name: unknown): void {
  if (/[,;\n]/.test(String(name)))
    fail('input.invalid', {}, [{ field: 'name', error: 'value.tag-with-comma' }])
}
