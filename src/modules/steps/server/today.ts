import { fail } from '../../../kernel/errors/errors.ts'
import type { Titles } from '../../../server/records/read.ts'
import { answer } from '../../../server/registry.ts'
import { boundsAround } from '../day-bounds.ts'
import { calendar, today } from '../steps.questions.ts'
import { knownRecord } from './known-record.ts'
import { requirePeriod } from './require-period.ts'
import { peopleOf } from './scope.ts'
import { dueSteps, type QueueRow, stepsBetween, todayNumbers } from './today.queries.ts'

const mostOnCalendar = 1000
/** A year and the weeks it begins and ends in. */
const mostDays = 400

export const todayAnswer = answer(today, async (ctx, { owner, kind, limit }) => {
  const people = peopleOf(ctx, owner)
  if (people?.length !== 1) fail('input.invalid', {}, [{ field: 'owner', error: 'value.invalid' }])
  const userId = people[0]!
  const periods = boundsAround(ctx.now, ctx.workspace.timeZone)
  const [rows, numbers] = await Promise.all([
    dueSteps(ctx, people, periods.day.to, kind, limit),
    todayNumbers(ctx, userId, periods),
  ])
  const { goals, next } = numbers
  return {
    queue: rows.map((row) => ({ step: stepOf(row), entity: entityOf(row), record: knownRecord(ctx, row) })),
    titles: titlesOf(rows),
    counts: { overdue: numbers.overdue, today: numbers.today, done: numbers.done_day },
    plan: {
      day: { goal: goals.day ?? null, done: numbers.done_day },
      week: { goal: goals.week ?? null, done: numbers.done_week },
      month: { goal: goals.month ?? null, done: numbers.done_month },
    },
    next: next && {
      dueAt: new Date(next.dueAt).toISOString(),
      title: next.title,
      entity: next.lead ? ('lead' as const) : ('deal' as const),
      // A step belongs to a lead or to a deal by a check of its table.
      id: (next.lead ?? next.deal)!,
    },
  }
})

export const calendarAnswer = answer(calendar, async (ctx, { from, to, owner }) => {
  const bounds = { from: new Date(from), to: new Date(to) }
  requirePeriod(bounds, from, mostDays)
  const rows = await stepsBetween(ctx, peopleOf(ctx, owner), bounds, mostOnCalendar + 1)
  return {
    steps: rows.slice(0, mostOnCalendar).map((row) => ({
      ...stepOf(row),
      closedAt: row.closedAt,
      outcome: row.outcome,
      entity: entityOf(row),
      record: knownRecord(ctx, row),
    })),
    titles: titlesOf(rows),
    truncated: rows.length > mostOnCalendar,
  }
})

function stepOf({ id, kind, title, dueAt, owner, attempt, postponements }: QueueRow) {
  return { id, kind, title, dueAt, owner, attempt, postponements }
}

function entityOf({ lead }: QueueRow): 'lead' | 'deal' {
  return lead ? 'lead' : 'deal'
}

function titlesOf(rows: QueueRow[]): Titles {
  const titles: Titles = {}
  for (const row of rows) {
    titles[row.kind] = row.kind_name
    titles[row.owner] = row.owner_name
    titles[row.stage] = row.stage_name
  }
  return titles
}
