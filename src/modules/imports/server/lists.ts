import type { Entity } from '../../../kernel/entities/entity.ts'
import { mostRefs } from '../../../kernel/fields/types/refs.ts'
import { foldText } from '../../../kernel/queries/fold-text.ts'
import { type Ctx, textEnv } from '../../../server/context.ts'
import { tag } from '../../tags/index.ts'
import { draftTag } from '../../tags/server/index.ts'
import type { Links } from './links.ts'
import type { Ground, PlannedRow } from './plan-batch.ts'
import { problemOf } from './problems.ts'
import type { NamedList } from './read-row.ts'
import { keysOfText } from './ref-keys.ts'
import { mayMake, type Sought } from './refs.ts'

/**
 * Resolves the names of a list. Tags that are not there are made with the record, by whoever may add to the
 * vocabulary; other records are not; a name that can be no tag is told and left out.
 */
export function followList(ground: Ground, list: NamedList, planned: PlannedRow, links: Links): void {
  const { run, ctx } = ground
  const { field } = list
  const target = ctx.registry.catalog.entity(run.entity.fields[field]!.options.to)
  const mayAdd = target.name === tag.name && mayMake(ctx, target)
  const usable = list.names.filter((name) => {
    const error = errorOf(name, target, mayAdd || run.refs.find(target, soughtAs(ctx, target, name)) !== null)
    if (error) planned.problems.push(problemOf(field, error, 'warning', { value: name }))
    return !error
  })
  if (usable.length > mostRefs)
    planned.problems.push(problemOf(field, 'value.out-of-range', 'warning', { max: mostRefs }))
  const names = usable.slice(0, mostRefs)
  if (names.length === 0) return
  const found = names.map((name) => run.refs.find(target, soughtAs(ctx, target, name))?.id)
  if (found.every((id) => id !== undefined)) links.values[field] = [...new Set(found)]
  else links.toMake.set(field, () => [...new Set(names.map((name) => idOf(ground, target, name)))])
}

function errorOf(name: string, { fields, title }: Entity, isThere: boolean): string | null {
  const max = fields[title]!.options.max as number
  if (name.length > max) return 'value.too-long'
  return isThere ? null : 'value.not-found'
}

function idOf({ run, plan }: Ground, target: Entity, name: string): string {
  const known = run.refs.find(target, byName(name))
  if (known) return known.id
  const draft = draftTag(name)
  plan.made.set(target.name, [...(plan.made.get(target.name) ?? []), draft])
  run.refs.add(target, byName(name), name, draft.id)
  return draft.id
}

/** A tag is found by its name alone, any other record also by its keys. */
export function soughtAs(ctx: Ctx, target: Entity, name: string): Sought {
  return target.name === tag.name ? byName(name) : { keys: keysOfText(target, name, textEnv(ctx)) }
}

const byName = (name: string): Sought => ({ keys: [`name:${foldText(name)}`] })
