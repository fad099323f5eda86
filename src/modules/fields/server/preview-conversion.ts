import { z } from 'zod'
import { requireKnown } from '../../../kernel/access/known-field.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Field } from '../../../kernel/fields/f.ts'
import type { Ctx } from '../../../server/context.ts'
import { visibleTitles } from '../../../server/records/visible-titles.ts'
import { handle } from '../../../server/registry.ts'
import { mostExamples, previewConversion } from '../conversion.commands.ts'
import { growing } from '../grow-choices.ts'
import { usesOf } from './conversion-uses.ts'
import { columnNow, countFilled, filledRows } from './conversions.queries.ts'
import { definitionAs } from './convert-field.ts'
import { requireField } from './fields.ts'
import { namesBetween } from './names.ts'
import { tellerOf } from './tell-converted.ts'

/** Rows read with one statement. */
const together = 2000
/** One call reads no longer than this, in milliseconds. */
const longest = 1000

export const previewConversionHandler = handle(previewConversion, async (ctx, input) => {
  const before = await requireField(ctx, input.field)
  const entity = ctx.registry.catalog.entity(before.entity)
  // Its examples tell values.
  requireKnown(entity.fields[before.name]!, before.name, entity)
  const from = await columnNow(ctx, before)
  const after = definitionAs(ctx, before, input)
  const choices = after.options as { choices: string[]; names: Record<string, object> }
  const known = choices.choices?.length ?? 0
  if (input.reading.addChoices && choices.choices)
    for (const name of input.added) growing(choices, ctx.workspace.locale)(name)
  const lookedUp = namesBetween(before, after)
  const tell = tellerOf(ctx, { was: before, becomes: after, reading: input.reading }, lookedUp)

  if (input.after !== null && !z.uuid().safeParse(input.after).success) fail('input.bad-cursor')
  const until = performance.now() + longest
  const failing: Failing[] = []
  let [converts, fails, last, isMore] = [0, 0, input.after, true]
  while (isMore && performance.now() < until) {
    const rows = await filledRows(ctx, entity, from, { after: last, limit: together })
    await lookedUp.load(
      ctx,
      rows.map(({ value }) => value),
    )
    for (const { id, value } of rows) {
      const told = tell(value, null)
      if (told.ok) converts++
      else {
        fails++
        if (failing.length < mostExamples * 2)
          failing.push({ id, value, error: told.error, params: told.params ?? {} })
      }
    }
    last = rows.at(-1)?.id ?? last
    isMore = rows.length === together
  }
  const names = (choices.choices ?? []).slice(known)
  return {
    converts,
    fails,
    examples: await examplesOf(ctx, entity, from.field, failing),
    added: names.map((key) => Object.values(choices.names[key] ?? {})[0] as string),
    next: isMore ? last : null,
    about:
      input.after === null
        ? {
            ...(await countFilled(ctx, entity, from)),
            losesUnique: before.unique && !after.unique,
            ...(await usesOf(ctx, before, after)),
          }
        : null,
  }
})

interface Failing {
  id: string
  value: unknown
  error: string
  params: Record<string, unknown>
}

/** Values of records that the asker may read; others are counted only. */
async function examplesOf(ctx: Ctx, entity: Entity, field: Field, failing: readonly Failing[]) {
  const titles = await visibleTitles(
    ctx,
    failing.map(({ id }) => ({ entity: entity.name, id })),
  )
  const { type, options } = field
  const env = { ...ctx.workspace, locale: ctx.locale }
  return failing
    .filter(({ id }) => titles.has(id))
    .slice(0, mostExamples)
    .map(({ id, value, error, params }) => ({
      ...{ id, error, params },
      title: titles.get(id) ?? '',
      value: type.print(value, options, env).slice(0, 500),
    }))
}
