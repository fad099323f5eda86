import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../../../server/context.ts'
import { prepared } from '../../../server/db/prepared.ts'
import { namedSql } from '../../../server/records/access.ts'
import type { Bounds } from '../day-bounds.ts'
import { aboutVisible, and, ownedBy, plansRead } from './scope.ts'

export interface QueueRow {
  id: string
  kind: string
  kind_name: string
  title: string | null
  dueAt: string
  owner: string
  owner_name: string
  attempt: number
  postponements: number
  lead: string | null
  record: { id: string; title: string } & Record<string, unknown>
  stage: string
  stage_name: string
}

const recordColumns = sql`
  case when s.lead_id is not null then jsonb_build_object(
    'id', l.id, 'title', l.name, 'companyName', l.company_name, 'phone', l.phone, 'email', l.email, 'city', l.city,
    'score', l.score, 'source', l.source, 'stage', l.stage_id, 'amount',
    case when l.budget is not null then jsonb_build_object('amount', l.budget, 'currency', l.budget_currency) end)
  else jsonb_build_object(
    'id', d.id, 'title', d.title, 'company', d.company_id, 'companyName', co.name, 'contact', d.contact_id,
    'contactName', c.name, 'phone', coalesce(c.phone, co.phone), 'email', coalesce(c.email, co.email),
    'city', coalesce(c.city, co.city), 'source', d.source, 'stage', d.stage_id, 'amount',
    case when d.amount is not null then jsonb_build_object('amount', d.amount, 'currency', d.amount_currency) end)
  end`

/** The customer of a deal is told as far as the reader may read it. */
function joins(ctx: Ctx): RawBuilder<unknown> {
  const named = (noun: string, alias: string) => namedSql(ctx, ctx.registry.catalog.entity(noun), alias)
  return sql`
  join step_kinds k on k.id = s.kind_id
  join users o on o.id = s.owner_id
  left join leads l on l.id = s.lead_id
  left join deals d on d.id = s.deal_id
  left join contacts c on c.id = d.contact_id${and(named('contact', 'c'))}
  left join companies co on co.id = d.company_id${and(named('company', 'co'))}
  left join stages g on g.id = coalesce(l.stage_id, d.stage_id)`
}

const columns = sql`
  s.id, s.kind_id as kind, k.name as kind_name, s.title, s.due_at as "dueAt", s.owner_id as owner, o.name as owner_name,
  s.attempt, s.postponements, s.lead_id as lead, ${recordColumns} as record, g.id as stage, g.name as stage_name`

/** Open steps due before `before`, the oldest promise first; walks the index on (owner, due). */
export async function dueSteps(
  ctx: Ctx,
  people: readonly string[] | null,
  before: Date,
  kind: string | undefined,
  limit: number,
): Promise<QueueRow[]> {
  const { rows } = await prepared(
    sql<QueueRow>`
    select ${columns} from (
      select * from steps s
      where s.closed_at is null and ${ownedBy(people)} and s.due_at < ${before}${and(aboutVisible(ctx, people))}
        ${kind ? sql`and s.kind_id = ${kind}` : sql``}
      order by s.due_at, s.id limit ${limit}
    ) s ${joins(ctx)}
    order by s.due_at, s.id`,
    ctx.tx,
  )
  return rows
}

/** Steps that fall into a period by their due time, open and closed, for the calendar. */
export async function stepsBetween(
  ctx: Ctx,
  people: readonly string[] | null,
  { from, to }: Bounds,
  limit: number,
) {
  const { rows } = await sql<QueueRow & { closedAt: string | null; outcome: string | null }>`
    select ${columns}, s.closed_at as "closedAt", s.outcome from (
      select * from steps s
      where ${ownedBy(people)} and s.due_at >= ${from} and s.due_at < ${to}${and(aboutVisible(ctx, null))}
      order by s.due_at, s.id limit ${limit}
    ) s ${joins(ctx)}
    order by s.due_at, s.id`.execute(ctx.tx)
  return rows
}

/** What the queue is followed by, counts of the day, and what was closed in each period; one statement. */
export async function todayNumbers(
  ctx: Ctx,
  userId: string,
  periods: Record<'day' | 'week' | 'month', Bounds>,
) {
  const { day, week, month } = periods
  const earliest = week.from < month.from ? week.from : month.from
  const visible = and(aboutVisible(ctx, [userId]))
  const { rows } = await prepared(
    sql<{
      overdue: number
      today: number
      done_day: number
      done_week: number
      done_month: number
      goals: Record<string, number>
      next: { dueAt: string; title: string; lead: string | null; deal: string | null } | null
    }>`
    select
      (select count(*) from steps s where closed_at is null and owner_id = ${userId} and due_at < ${ctx.now}${visible}) as overdue,
      (select count(*) from steps s where closed_at is null and owner_id = ${userId} and due_at < ${day.to}${visible}) as today,
      done.*,
      (select coalesce(jsonb_object_agg(period, steps), '{}') from plans p where user_id = ${userId}${and(plansRead(ctx))}) as goals,
      (select jsonb_build_object('dueAt', s.due_at, 'lead', s.lead_id, 'deal', s.deal_id, 'title', coalesce(l.name, d.title))
       from (select * from steps s where closed_at is null and owner_id = ${userId} and due_at >= ${day.to}${visible} order by due_at, id limit 1) s
       left join leads l on l.id = s.lead_id left join deals d on d.id = s.deal_id) as next
    from (
      select count(*) filter (where closed_at >= ${day.from}) as done_day,
        count(*) filter (where closed_at >= ${week.from}) as done_week,
        count(*) filter (where closed_at >= ${month.from}) as done_month
      from steps where closed_by_id = ${userId} and closed_at >= ${earliest}
    ) done`,
    ctx.tx,
  )
  return rows[0]!
}
