import { sql } from 'kysely'
import type { Entity } from '../../kernel/entities/entity.ts'
import { Failure, type FieldProblem } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'
import type { Values } from '../registry.ts'
import { visibleSql } from './access.ts'
import { notDeleted } from './read.ts'

/**
 * The refusals of many drafts for links to records the actor may not see or that do not exist, by place; one query for
 * each field that links. The same rule as `requireVisibleRefs`.
 */
export async function refusedRefs(
  ctx: Ctx,
  entity: Entity,
  drafts: readonly Values[],
): Promise<Map<number, Failure>> {
  const problems = new Map<number, FieldProblem[]>()
  const refused = new Map<number, Failure>()
  for (const [name, { type, options }] of Object.entries(entity.fields)) {
    if (type.name !== 'ref' && type.name !== 'refs') continue
    const given = drafts.flatMap((values, index) =>
      values[name] == null ? [] : [values[name]].flat().map((id) => ({ index, id })),
    )
    if (given.length === 0) continue
    try {
      const seen = await visibleIds(
        ctx,
        ctx.registry.catalog.entity(options.to),
        given.map(({ id }) => id),
        type.name === 'refs',
      )
      for (const { index, id } of given)
        if (!seen.has(id))
          push(problems, index, { field: name, error: 'value.not-found', params: { value: id } })
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      for (const { index } of given) refused.set(index, error)
    }
  }
  for (const [index, found] of problems)
    if (!refused.has(index)) refused.set(index, new Failure('input.invalid', {}, found))
  return refused
}

/** Those of these records that are there and that the actor may read. */
async function visibleIds(
  ctx: Ctx,
  entity: Entity,
  ids: readonly unknown[],
  isList: boolean,
): Promise<Set<unknown>> {
  // What a list comes to hold must not be removed meanwhile: no foreign key watches over it.
  const held = isList ? sql`order by t.id for key share of t` : sql``
  const { rows } = await sql<{ id: string }>`
    select t.id from ${sql.table(entity.table)} t
    where t.id = any(${[...new Set(ids)]}::uuid[]) and ${notDeleted(entity)} and ${visibleSql(ctx, entity)} ${held}`.execute(
    ctx.tx,
  )
  return new Set(rows.map(({ id }) => id))
}

function push(problems: Map<number, FieldProblem[]>, index: number, problem: FieldProblem): void {
  const known = problems.get(index)
  if (known) known.push(problem)
  else problems.set(index, [problem])
}
