import { sql } from 'kysely'
import type { z } from 'zod'
import type { Ctx } from '../../../server/context.ts'
import type { questionShape } from '../../pipelines/index.ts'

export interface ScriptRow {
  id: string
  name: string
  opening: string | null
  attempt: number
  /** The highest attempt the pipeline has a script for. */
  last: number
  questions: z.output<typeof questionShape>[]
}

/** What questions ask, by id: in a script of this pipeline, else of another, of now rather than of the past. */
export async function findWordings(ctx: Ctx, pipeline: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; text: string }>`
    select q ->> 'id' as id, q ->> 'text' as text from scripts, jsonb_array_elements(questions) q
    order by pipeline_id = ${pipeline}, deleted_at nulls last, updated_at`.execute(ctx.tx)
  return new Map(rows.map(({ id, text }) => [id, text]))
}

/** The script of a pipeline for the n-th attempt; the last one serves every later attempt. */
export async function findScript(ctx: Ctx, pipeline: string, attempt: number): Promise<ScriptRow | null> {
  const { rows } = await sql<ScriptRow>`
    select id, name, opening, attempt, questions, max(attempt) over () as last from scripts
    where pipeline_id = ${pipeline} and deleted_at is null
    order by attempt <= ${attempt} desc, attempt desc limit 1`.execute(ctx.tx)
  const script = rows[0]
  return script && script.attempt <= attempt ? script : null
}
