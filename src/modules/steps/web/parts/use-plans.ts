import { useCreate, useRecords, useRemove, useUpdate } from '../../../../web/api/records.ts'
import type { Row } from '../../../../web/api/shapes.ts'
import { tellFailure, useUndo } from '../../../../web/shell/undo.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { plan } from '../../step.entity.ts'

export const periods = ['day', 'week', 'month'] as const
export type PlanPeriod = (typeof periods)[number]

/** How many steps, and how many of them with a result; null where nothing is planned. */
export interface Goal {
  steps: number | null
  results: number | null
}

const params = { limit: 200 }

/** The plans of people and the way to set them; a plan of no steps is taken away. */
export function usePlans() {
  const t = useT()
  const undo = useUndo()
  const { rows, isLoading, error, reload } = useRecords(plan, params)
  const { create } = useCreate(plan)
  const { update } = useUpdate(plan)
  const { remove } = useRemove(plan)

  const rowOf = (user: string, period: PlanPeriod) =>
    rows.find((row) => row.user === user && row.period === period)

  async function save(person: { id: string; name: string }, period: PlanPeriod, { steps, results }: Goal) {
    const row = rowOf(person.id, period)
    if (row && row.steps === steps && (row.results ?? null) === results) return
    try {
      if (steps === null) {
        if (!row) return
        const { event } = await remove(row.id)
        return undo.offer({ event, text: t('steps.plans.removed', { name: person.name }) })
      }
      const { event } = row
        ? await update(row, { steps, results })
        : await create({ user: person.id, period, steps, ...(results === null ? {} : { results }) })
      undo.offer({ event, text: t('steps.plans.saved', { name: person.name }) })
    } catch (problem) {
      tellFailure(problem)
    }
  }

  return {
    goalOf: (user: string, period: PlanPeriod): Goal => goalFrom(rowOf(user, period)),
    save,
    isLoading,
    error,
    reload,
  }
}

function goalFrom(row: Row | undefined): Goal {
  const number = (value: unknown) => (typeof value === 'number' ? value : null)
  return { steps: number(row?.steps), results: number(row?.results) }
}
