import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../../../server/context.ts'
import { namedSql } from '../../../server/records/access.ts'
import type { Bounds } from '../day-bounds.ts'
import { aboutVisible, and, plansRead } from './scope.ts'

export interface PersonRow {
  user: string
  name: string
  open: number
  due: number
  overdue: number
  result: number
  postponed: number
  refused: number
  goals: Record<string, { steps: number; results: number | null }>
}

/** Work of each active person of `people` (null: everybody) in a period; steps count for who closed them. */
export async function workOfPeople(
  ctx: Ctx,
  people: readonly string[] | null,
  team: string | undefined,
  { from, to }: Bounds,
): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    with o as materialized (
      select owner_id, count(*) as open, count(*) filter (where due_at >= ${from} and due_at < ${to}) as due,
        count(*) filter (where due_at < ${ctx.now}) as overdue
      from steps s where closed_at is null${and(aboutVisible(ctx, people))} group by owner_id
    ), d as materialized (
      select closed_by_id, count(*) filter (where outcome = 'result') as result,
        count(*) filter (where outcome = 'postponed') as postponed, count(*) filter (where outcome = 'refused') as refused
      from steps s where closed_at >= ${from} and closed_at < ${to}${and(doneVisibly(ctx))}
        ${and(people && sql<boolean>`closed_by_id = any(${people}::uuid[])`)}
      group by closed_by_id
    )
    select u.id as user, u.name, coalesce(o.open, 0) as open, coalesce(o.due, 0) as due, coalesce(o.overdue, 0) as overdue,
      coalesce(d.result, 0) as result, coalesce(d.postponed, 0) as postponed, coalesce(d.refused, 0) as refused,
      (select coalesce(jsonb_object_agg(p.period, jsonb_build_object('steps', p.steps, 'results', p.results)), '{}')
       from plans p where p.user_id = u.id${and(plansRead(ctx))}) as goals
    from users u
    left join o on o.owner_id = u.id
    left join d on d.closed_by_id = u.id
    where u.is_active and u.deleted_at is null
      and ${people ? sql`u.id = any(${people}::uuid[])` : sql`true`}
      and ${team ? sql`u.team_id = ${team}` : sql`true`}
    order by u.name collate "und-x-icu", u.id`.execute(ctx.tx)
  return rows
}

export interface SeriesRow {
  from: string
  result: number
  postponed: number
  refused: number
}

/** Steps closed by those people per day, week or month of the workspace's time zone. */
export async function closedByPeriod(
  ctx: Ctx,
  userIds: string[],
  period: 'day' | 'week' | 'month',
  { from, to }: Bounds,
): Promise<SeriesRow[]> {
  const { rows } = await sql<SeriesRow>`
    select date_trunc(${period}, closed_at at time zone ${ctx.workspace.timeZone})::date as from,
      count(*) filter (where outcome = 'result') as result,
      count(*) filter (where outcome = 'postponed') as postponed,
      count(*) filter (where outcome = 'refused') as refused
    from steps s
    where closed_by_id = any(${userIds}::uuid[]) and closed_at >= ${from} and closed_at < ${to}${and(doneVisibly(ctx))}
    group by 1 order by 1`.execute(ctx.tx)
  return rows
}

/** What somebody has done stays his, wherever the lead or deal has gone since. */
function doneVisibly(ctx: Ctx): RawBuilder<boolean> | null {
  const visible = aboutVisible(ctx, null)
  return visible && sql<boolean>`(s.closed_by_id = ${ctx.actor.userId} or ${visible})`
}

/**
 * Counted, not assumed: open leads and deals the actor may read, and those among them without an open step of their
 * own. The constraints of migration 0004 make the second number 0.
 */
export async function hangingRecords(ctx: Ctx): Promise<{ open: number; hanging: number }> {
  const readable = (noun: string) => and(namedSql(ctx, ctx.registry.catalog.entity(noun), 'r'))
  const { rows } = await sql<{ open: number; hanging: number }>`
    select count(*) as open, count(*) filter (where s.subject_id is null) as hanging
    from (
      select open_key from leads r where open_key is not null${readable('lead')}
      union all select open_key from deals r where open_key is not null${readable('deal')}
    ) r
    left join steps s on s.subject_id = r.open_key and s.closed_at is null`.execute(ctx.tx)
  return rows[0]!
}
