import type { Entity } from '../../../kernel/entities/entity.ts'
import {
  fillStarts,
  isBlank,
  lackingIn,
  layoutFor,
  neededFor,
  type Passage,
  startsOf,
} from '../../../kernel/entities/layout.ts'
import type { Layout } from '../../../kernel/entities/layout-shape.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import type { Draft, RecordHooks, Values } from '../../../server/registry.ts'
import { liveStages } from '../../steps/server/index.ts'

/**
 * What a layout asks of records on every way they are written: what new ones begin with, and what has to be filled in
 * before a stage is entered or the record won. Runs after the hooks that choose the stage. What the product does by
 * itself (samples) is not asked.
 */
export const layoutHooks: RecordHooks = {
  appliesTo: ({ extensible }) => extensible,

  async beforeCreate(ctx, entity, drafts) {
    const layout = layoutOf(ctx, entity)
    if (!layout) return
    giveStarts(ctx, entity, layout, drafts)
    if (!entity.worked || ctx.actor.via === 'system') return
    for (const { values } of drafts) {
      const passage = passageOf(values)
      if (passage) await requireFilled(ctx, entity, neededFor(layout, entity, passage), values, passage)
    }
  },

  async beforeUpdate(ctx, entity, before, changes) {
    const layout = entity.worked && ctx.actor.via !== 'system' ? layoutOf(ctx, entity) : undefined
    if (!layout) return
    const after = { ...before, ...changes }
    const isWon = after.status === 'won' && before.status !== 'won'
    if (isWon) await requireFilled(ctx, entity, neededFor(layout, entity, 'won'), after, 'won')
    if (after.status !== 'open') return
    const passage = { stage: String(after.stage) }
    const needed = neededFor(layout, entity, passage)
    // Of a record that stays where it is, only what there is may not be taken away: the rule may be younger than it.
    const asked =
      after.stage === before.stage
        ? needed.filter((name) => name in changes && !isBlank(before[name]))
        : needed
    await requireFilled(ctx, entity, asked, after, passage)
  },
}

const layoutOf = (ctx: Ctx, { name }: Entity) => layoutFor(ctx.workspace.custom.layouts, name)

function giveStarts(ctx: Ctx, entity: Entity, layout: Layout, drafts: readonly Draft[]): void {
  const starts = startsOf(layout, entity)
  const { actor, now, workspace } = ctx
  const userId = actor.via === 'system' ? null : actor.userId
  for (const { values } of drafts)
    fillStarts(starts, entity, values, { now, timeZone: workspace.timeZone, userId })
}

/** Where a new record comes to stand; what comes in lost is asked for nothing. */
function passageOf({ status, stage }: Values): Passage | null {
  if (status === 'won') return 'won'
  return status === 'open' ? { stage: String(stage) } : null
}

async function requireFilled(
  ctx: Ctx,
  entity: Entity,
  needed: readonly string[],
  values: Values,
  passage: Passage,
): Promise<void> {
  const fields = lackingIn(needed, values)
  if (fields.length === 0) return
  if (passage === 'won')
    fail(
      'win.fields-missing',
      { entity: entity.name, fields },
      fields.map((field) => ({ field, error: 'value.needed-to-win' })),
    )
  const stage = (await liveStages(ctx)).find(({ id }) => id === passage.stage)?.name ?? ''
  fail(
    'stage.fields-missing',
    { entity: entity.name, stage: passage.stage, stageName: stage, fields },
    fields.map((field) => ({ field, error: 'value.needed-at-stage', params: { stage } })),
  )
}
