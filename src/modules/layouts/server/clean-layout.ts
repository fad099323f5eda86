import type { Entity } from '../../../kernel/entities/entity.ts'
import { isFillable, laidFields, takesStart } from '../../../kernel/entities/layout.ts'
import type { LaidField, LayoutConfig, Start } from '../../../kernel/entities/layout-shape.ts'
import { type FieldProblem, fail } from '../../../kernel/errors/errors.ts'
import type { Field } from '../../../kernel/fields/f.ts'
import type { Ctx } from '../../../server/context.ts'
import { valueSchema } from '../../../server/records/validate.ts'
import { liveStages } from '../../steps/server/index.ts'
import { pipelineIds, roleIds } from './layouts.queries.ts'

/** What a layout is judged by. */
interface Ground {
  entity: Entity
  known: Record<'pipelines' | 'roles' | 'requiredAt', ReadonlySet<string>>
  /** Names and ids the kept layout has: those of them that are gone are left out without a word. */
  former: ReadonlySet<string>
  problems: FieldProblem[]
  placed: Set<string>
}

/** The layout without what is gone since it was kept. Refuses what never was, and what a field cannot be told. */
export async function cleanLayout(
  ctx: Ctx,
  entity: Entity,
  config: LayoutConfig,
  former: LayoutConfig | null,
): Promise<LayoutConfig> {
  const ground: Ground = {
    entity,
    known: await knownIds(ctx, entity),
    former: new Set(former ? laidFields(former.sections).flatMap(mentioned) : []),
    problems: [],
    placed: new Set(),
  }
  const ids = new Set<string>()
  const sections = config.sections.map((section, index) => {
    const at = `config.sections.${index}`
    if (ids.has(section.id)) ground.problems.push({ field: `${at}.id`, error: 'value.taken' })
    ids.add(section.id)
    const fields = section.fields.flatMap((laid, place) => cleanField(ground, laid, `${at}.fields.${place}`))
    return { ...section, fields }
  })
  if (ground.problems.length > 0) fail('input.invalid', {}, ground.problems)
  return { sections }
}

async function knownIds(ctx: Ctx, entity: Entity): Promise<Ground['known']> {
  const stages = entity.worked ? await liveStages(ctx) : []
  return {
    pipelines: new Set(await pipelineIds(ctx, entity.name)),
    roles: new Set(await roleIds(ctx)),
    requiredAt: new Set(stages.filter(({ worksOn }) => worksOn === entity.name).map(({ id }) => id)),
  }
}

const mentioned = ({ name, pipelines = [], roles = [], requiredAt = [] }: LaidField) => [
  name,
  ...pipelines,
  ...roles,
  ...requiredAt,
]

function cleanField(ground: Ground, laid: LaidField, at: string): LaidField[] {
  const { entity, former, problems, placed } = ground
  const field = Object.hasOwn(entity.fields, laid.name) ? entity.fields[laid.name] : undefined
  if (!field) {
    if (!former.has(laid.name)) problems.push({ field: `${at}.name`, error: 'value.unknown-field' })
    return []
  }
  if (placed.has(laid.name)) problems.push({ field: `${at}.name`, error: 'value.taken' })
  placed.add(laid.name)
  const start = laid.start && asKept(field, laid.start)
  if (start && !takesStart(field, start)) problems.push({ field: `${at}.start`, error: 'value.invalid' })
  const isNeeded = laid.requiredAt?.length || laid.requiredToWin
  if (isNeeded && !(entity.worked && isFillable(entity, laid.name)))
    problems.push({
      field: `${at}.${laid.requiredToWin ? 'requiredToWin' : 'requiredAt'}`,
      error: 'value.invalid',
    })
  const { pipelines: _p, roles: _r, requiredAt: _s, start: _, ...rest } = laid
  return [
    {
      ...rest,
      ...(start && { start }),
      ...kept(ground, laid, 'pipelines', at),
      ...kept(ground, laid, 'roles', at),
      ...kept(ground, laid, 'requiredAt', at),
    },
  ]
}

/** Rich text to begin with is kept safe, as in a record; what is no value of the field stays to be refused. */
function asKept(field: Field, start: Start): Start {
  if (!('value' in start) || field.type.name !== 'richText') return start
  const read = valueSchema(field).safeParse(start.value)
  return { value: read.success ? read.data : null }
}

/** The ids of a list that lead somewhere; nothing when none is left. */
function kept(ground: Ground, laid: LaidField, name: keyof Ground['known'], at: string): Partial<LaidField> {
  const ids = [...new Set(laid[name] ?? [])]
  const there = ids.filter((id, index) => {
    const isThere = ground.known[name].has(id)
    if (!isThere && !ground.former.has(id))
      ground.problems.push({ field: `${at}.${name}.${index}`, error: 'value.not-found' })
    return isThere
  })
  return there.length > 0 ? { [name]: there } : {}
}
