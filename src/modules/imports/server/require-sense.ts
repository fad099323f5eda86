import { sql } from 'kysely'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { type FieldProblem, fail } from '../../../kernel/errors/errors.ts'
import { isFile } from '../../../kernel/fields/types/file.ts'
import type { Ctx } from '../../../server/context.ts'
import type { ImportSettings } from '../import-settings.ts'
import { targetsOf } from '../targets.ts'
import { requireOwners } from './import-run.ts'
import { loadWays } from './ways.ts'

/** Types of fields by which a record can be recognised. */
const recognisable = ['text', 'email', 'phone', 'url']

/**
 * Refuses settings that mean nothing: columns that are not in the file, targets that are not there or used twice,
 * records recognised by what does not tell them apart, people, pipelines and kinds of steps that are gone.
 */
export async function requireSense(ctx: Ctx, settings: ImportSettings, headings: string[]): Promise<void> {
  const entity = ctx.registry.catalog.entity(settings.entity)
  const problems = [
    ...columnProblems(ctx, settings, headings),
    ...matchProblems(ctx, settings),
    ...titleProblems(settings, headings),
    ...startProblems(settings),
    ...(await kindProblems(ctx, settings)),
  ]
  if (problems.length > 0) fail('import.mapping-invalid', {}, problems)
  await requireOwners(ctx, entity, settings)
  if (entity.worked) await loadWays(ctx, settings)
}

function columnProblems(ctx: Ctx, settings: ImportSettings, headings: string[]): FieldProblem[] {
  const entity = ctx.registry.catalog.entity(settings.entity)
  const targets = new Map(targetsOf(entity).map((target) => [target.key, target]))
  const used = new Set<string>()
  return Object.entries(settings.columns).flatMap(([heading, key]) => {
    const target = targets.get(key)
    if (!headings.includes(heading)) return [notFound(heading, heading)]
    if (!target)
      return [
        holdsFile(entity, key) ? { field: heading, error: 'value.file-by-table' } : notFound(heading, key),
      ]
    if (used.has(key) && !target.many)
      return [{ field: heading, error: 'value.used-twice', params: { value: key } }]
    used.add(key)
    return []
  })
}

const holdsFile = ({ fields }: Entity, key: string) => Object.hasOwn(fields, key) && isFile(fields[key]!)

function matchProblems(ctx: Ctx, { entity, match }: ImportSettings): FieldProblem[] {
  const { fields } = ctx.registry.catalog.entity(entity)
  return match
    .filter((name) => !Object.hasOwn(fields, name) || !recognisable.includes(fields[name]!.type.name))
    .map((name) => notFound('match', name))
}

function titleProblems({ titleTemplate }: ImportSettings, headings: string[]): FieldProblem[] {
  const named = [...(titleTemplate ?? '').matchAll(/\{([^}]*)\}/g)].map(([, name]) => name!)
  return named
    .filter((name) => name !== '#' && !headings.includes(name))
    .map((name) => notFound('titleTemplate', name))
}

/** First steps of a million rows must still fall on days there are. */
function startProblems({ nextStep: { startOn } }: ImportSettings): FieldProblem[] {
  if (!startOn || startOn < '2200') return []
  return [{ field: 'nextStep', error: 'value.out-of-range' }]
}

async function kindProblems(ctx: Ctx, { nextStep: { kind } }: ImportSettings): Promise<FieldProblem[]> {
  if (!kind) return []
  const { rows } = await sql`select 1 from step_kinds where id = ${kind} and deleted_at is null`.execute(
    ctx.tx,
  )
  return rows.length > 0 ? [] : [notFound('nextStep', kind)]
}

function notFound(field: string, value: string): FieldProblem {
  return { field, error: 'value.not-found', params: { value } }
}
