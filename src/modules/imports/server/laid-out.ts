import { fillStarts, lackingIn, layoutFor, neededFor, startsOf } from '../../../kernel/entities/layout.ts'
import type { Ctx } from '../../../server/context.ts'
import type { Values } from '../../../server/registry.ts'
import type { ImportRun } from './import-run.ts'
import { problemOf, type RowProblem } from './problems.ts'
import type { Way } from './ways.ts'

/** Gives a new record what it begins with; what the file has a column for is as the file has it, empty too. */
export function beginAsLaidOut(ctx: Ctx, { entity, settings }: ImportRun, whole: Values): void {
  const layout = layoutFor(ctx.workspace.custom.layouts, entity.name)
  if (!layout) return
  const starts = startsOf(layout, entity)
  const columns = Object.values(settings.columns)
  for (const name of starts.keys())
    if (columns.includes(name) && !entity.fields[name]!.required) whole[name] ??= null
  const { now, workspace, actor } = ctx
  fillStarts(starts, entity, whole, { now, timeZone: workspace.timeZone, userId: actor.userId })
}

/** What a new lead or deal lacks to stand where its row puts it, all of it at once. */
export function lackingWhereItStands(ctx: Ctx, { entity }: ImportRun, whole: Values, way: Way): RowProblem[] {
  const layout = layoutFor(ctx.workspace.custom.layouts, entity.name)
  if (!layout || whole.status === 'lost') return []
  if (whole.status === 'won')
    return lackingIn(neededFor(layout, entity, 'won'), whole).map((name) =>
      problemOf(name, 'value.needed-to-win', 'error'),
    )
  const stage = way.stages.find(({ id }) => id === whole.stage) ?? way.stages[0]
  if (!stage) return []
  return lackingIn(neededFor(layout, entity, { stage: stage.id }), whole).map((name) =>
    problemOf(name, 'value.needed-at-stage', 'error', { stage: stage.name }),
  )
}
