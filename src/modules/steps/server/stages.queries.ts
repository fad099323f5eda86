import { sql } from 'kysely'
import type { Ctx } from '../../../server/context.ts'
import { prepared } from '../../../server/db/prepared.ts'

/** A stage as the law needs it: where it stands and which step it suggests. */
export interface StageRow {
  id: string
  pipeline: string
  worksOn: 'lead' | 'deal'
  name: string
  probability: number
  stepKind: string
  stepDelayMinutes: number
}

/** All live stages in the order of their pipelines, read once an act. */
export function liveStages(ctx: Ctx): Promise<StageRow[]> {
  const known = read.get(ctx) ?? readStages(ctx)
  read.set(ctx, known)
  return known
}

const read = new WeakMap<Ctx, Promise<StageRow[]>>()

async function readStages(ctx: Ctx): Promise<StageRow[]> {
  const { rows } = await prepared(
    sql<StageRow>`
    select s.id, s.pipeline_id as pipeline, p.works_on as "worksOn", s.name, s.probability,
      s.step_kind_id as "stepKind", s.step_delay_minutes as "stepDelayMinutes"
    from stages s join pipelines p on p.id = s.pipeline_id
    where s.deleted_at is null and p.deleted_at is null
    order by p.position, p.id, s.position, s.id`,
    ctx.tx,
  )
  return rows
}
