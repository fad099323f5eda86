import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { fail } from '../../../kernel/errors/errors.ts'
import { foldText } from '../../../kernel/queries/fold-text.ts'
import type { Ctx } from '../../../server/context.ts'
import type { Draft, Values } from '../../../server/registry.ts'
import type { ImportSettings } from '../import-settings.ts'

/** A pipeline records may be brought into, with its stages in order. */
export interface Way {
  id: string
  name: string
  stages: Stage[]
  /** Where what is already won belongs. */
  lastStage: string | null
  stepKind: string | null
}

interface Stage {
  id: string
  name: string
  position: number
}

/** A record found by name; `loosely` is the name as it is stored when it differs in more than case. */
export interface NamedFind {
  id: string
  loosely: string | null
}

/** The pipelines of one kind of records. */
export interface Ways {
  /** The one chosen for the import, or the first. */
  usual: Way
  /** The pipeline of a record with these values. */
  of(values: Values): Way
  pipeline(text: string): NamedFind | null
  stage(way: Way, text: string): NamedFind | null
  /** A further stage at the end; known from now on. */
  addStage(way: Way, name: string): Draft
}

/** Reads the pipelines for leads or deals. Refuses with `record.not-found` when the chosen one is not there. */
export async function loadWays(ctx: Ctx, { entity, pipeline }: ImportSettings): Promise<Ways> {
  const { rows } = await sql<Way>`
    select p.id, p.name,
      coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'position', s.position)
        order by s.position, s.id) filter (where s.id is not null), '[]') as stages,
      (array_agg(s.id order by s.probability desc nulls last, s.position desc) filter (where s.id is not null))[1] as "lastStage",
      coalesce((array_agg(s.step_kind_id order by s.position))[1],
        (select k.id from step_kinds k where k.deleted_at is null order by k.position limit 1)) as "stepKind"
    from pipelines p left join stages s on s.pipeline_id = p.id and s.deleted_at is null
    where p.works_on = ${entity} and p.deleted_at is null
    group by p.id order by p.position, p.id`.execute(ctx.tx)
  const usual = pipeline
    ? rows.find(({ id }) => id === pipeline)
    : rows.find(({ stages }) => stages.length > 0)
  if (!usual) fail('record.not-found', { entity: 'pipeline' })
  return {
    usual,
    of: ({ pipeline: id }) => rows.find((way) => way.id === id) ?? usual,
    pipeline: (text) => named(rows, text),
    stage: ({ stages }, text) => named(stages, text),
    addStage(way, name) {
      const position = Math.max(0, ...way.stages.map((stage) => stage.position)) + 1
      const stage = { id: uuidv7(), name, position }
      way.stages.push(stage)
      const values = { name, pipeline: way.id, position, stepKind: way.stepKind }
      return { id: stage.id, values, extra: {} }
    },
  }
}

/** By name but for case and ё, and failing that without blanks and punctuation. */
function named(list: { id: string; name: string }[], text: string): NamedFind | null {
  const folded = foldText(text)
  const exact = list.find(({ name }) => foldText(name) === folded)
  if (exact) return { id: exact.id, loosely: null }
  const bare = bareName(text)
  const near = bare === '' ? undefined : list.find(({ name }) => bareName(name) === bare)
  return near ? { id: near.id, loosely: near.name } : null
}

/** A name as it is compared forgivingly: without case, blanks and punctuation. */
export function bareName(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{N}]/gu, '')
}
