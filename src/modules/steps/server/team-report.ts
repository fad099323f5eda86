import { answer } from '../../../server/registry.ts'
import { boundsOfDays } from '../day-bounds.ts'
import { teamReport } from '../steps.questions.ts'
import { requirePeriod } from './require-period.ts'
import { peopleOf } from './scope.ts'
import { closedByPeriod, hangingRecords, workOfPeople } from './team-report.queries.ts'

/** Ten years. */
const mostDays = 3660

export const teamReportAnswer = answer(teamReport, async (ctx, { from, to, period, team }) => {
  const bounds = boundsOfDays(from, to, ctx.workspace.timeZone)
  requirePeriod(bounds, from, mostDays)
  const people = await workOfPeople(ctx, peopleOf(ctx, 'all'), team, bounds)
  const series = await closedByPeriod(
    ctx,
    people.map(({ user }) => user),
    period,
    bounds,
  )
  const { open, hanging } = await hangingRecords(ctx)
  return {
    people: people.map(({ user, open: steps, due, overdue, result, postponed, refused, goals }) => {
      const goal = goals[period]
      return {
        user,
        open: steps,
        due,
        overdue,
        done: { result, postponed, refused },
        goal: goal ? { steps: goal.steps, results: goal.results ?? 0 } : null,
      }
    }),
    series,
    openRecords: open,
    withoutNextStep: hanging,
    titles: Object.fromEntries(people.map(({ user, name }) => [user, name])),
  }
})
