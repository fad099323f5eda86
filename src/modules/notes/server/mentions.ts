import { fail } from '../../../kernel/errors/errors.ts'
import { mentionsIn, mostMentions } from '../../../kernel/text/mentions.ts'
import type { Ctx } from '../../../server/context.ts'
import type { RecordHooks } from '../../../server/registry.ts'
import { note } from '../note.entity.ts'
import { findUsers } from './notes.queries.ts'

/** Whom a note speaks to follows from its text: the text is the only place where it is said. */
export const mentionHooks: RecordHooks = {
  appliesTo: ({ name }) => name === note.name,
  async beforeCreate(ctx, _entity, drafts) {
    const all = drafts.map(({ values }) => mentionsIn(String(values.text ?? '')))
    await requireUsers(ctx, all)
    for (const [at, draft] of drafts.entries()) draft.values.mentions = listOf(all[at]!)
  },
  async beforeUpdate(ctx, _entity, _before, changes) {
    if (!('text' in changes)) return
    const mentioned = mentionsIn(String(changes.text ?? ''))
    await requireUsers(ctx, [mentioned])
    changes.mentions = listOf(mentioned)
  },
}

const listOf = (ids: string[]) => (ids.length > 0 ? ids : null)

async function requireUsers(ctx: Ctx, lists: readonly string[][]): Promise<void> {
  if (lists.some(({ length }) => length > mostMentions))
    fail('input.invalid', {}, [{ field: 'text', error: 'value.out-of-range', params: { max: mostMentions } }])
  const ids = [...new Set(lists.flat())]
  if (ids.length === 0) return
  const known = await findUsers(ctx, ids)
  const stranger = ids.find((id) => !known.has(id))
  if (stranger)
    fail('input.invalid', {}, [{ field: 'text', error: 'value.not-found', params: { value: stranger } }])
}
