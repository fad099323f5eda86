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

async function makeMissing(ctx: Ctx, names: readonly string[], known: Map<string, string>): Promise<void> {
  const drafts: Draft[] = []
  for (const name of names) {
    const key = foldText(name)
    if (known.has(key)) continue
    const id = uuidv7()
    known.set(key, id)
    drafts.push({ id, values: { name, colour: colourOf(key) }, extra: {} })
  }
  await createRecords(ctx, tag, drafts)
  // The word stays when what it was made for is undone: others may have come to use it.
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
