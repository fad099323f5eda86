import { type FormEvent, useState } from 'react'
import { useCan } from '../../../../web/api/session.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { NumberInput } from '../../../../web/ui/number-input.tsx'
import { Popover } from '../../../../web/ui/overlays.tsx'
import { ProgressBar } from '../../../../web/ui/small.tsx'
import { type Goal, usePlans } from '../parts/use-plans.ts'
import { goalFactor, type Period, type Span } from './period.ts'
import css from './plan-cell.module.css'
import { closedOf, type Person } from './report.ts'

export interface PlanCellProps {
  person: Person
  name: string
  period: Period
  span: Span
}

/** Closed steps against the plan as a bar with its numbers; those who may change the plan here. */
export function PlanCell({ person, name, period, span }: PlanCellProps) {
  const t = useT()
  const format = useFormat()
  const mayEdit = useCan('plan:update')
  const [opened, setOpened] = useState(false)
  const done = closedOf(person)
  const goal = person.goal ? person.goal.steps * goalFactor(period, span) : null
  const words =
    goal === null ? (
      <span className={css.none}>{t(mayEdit ? 'steps.team.setPlan' : 'steps.team.noPlan')}</span>
    ) : (
      <>
        <ProgressBar
          value={done}
          max={goal}
          label={t('steps.team.plan')}
          tone={done >= goal ? 'success' : 'accent'}
        />
        <span className={css.numbers}>
          {t('steps.team.ofPlan', { done: format.number(done), goal: format.number(goal) })}
        </span>
        <span className={css.share}>{format.percent(goal > 0 ? done / goal : 1, 0)}</span>
      </>
    )
  if (!mayEdit) return <span className={css.plan}>{words}</span>
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={240}
      target={
        <button type="button" className={css.plan} aria-haspopup="dialog" onClick={() => setOpened(!opened)}>
          {words}
        </button>
      }
    >
      {opened && (
        <PlanForm person={{ id: person.user, name }} period={period} onDone={() => setOpened(false)} />
      )}
    </Popover>
  )
}

function PlanForm({
  person,
  period,
  onDone,
}: {
  person: { id: string; name: string }
  period: Period
  onDone: () => void
}) {
  const t = useT()
  const { goalOf, save, isLoading } = usePlans()
  const [typed, setTyped] = useState<Partial<Goal>>({})
  const goal = { ...goalOf(person.id, period), ...typed }
  function submit(event: FormEvent) {
    event.preventDefault()
    onDone()
    void save(person, period, goal)
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <p className={css.title}>{t(`steps.team.planOf.${period}`, { name: person.name })}</p>
      <NumberInput
        label={t('fields.plan.steps')}
        value={goal.steps}
        min={0}
        max={10_000}
        autoFocus
        disabled={isLoading}
        onChange={(steps) => setTyped({ ...typed, steps })}
      />
      <NumberInput
        label={t('fields.plan.results')}
        value={goal.results}
        min={0}
        max={10_000}
        disabled={isLoading}
        onChange={(results) => setTyped({ ...typed, results })}
      />
      <Button variant="primary" type="submit" fullWidth>
        {t('shell.save')}
      </Button>
    </form>
  )
}
