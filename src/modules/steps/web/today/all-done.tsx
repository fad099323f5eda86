import { allows, useSession } from '../../../../web/api/session.ts'
import { allNav, recordPath } from '../../../../web/app/registry.ts'
import { Link, useGo } from '../../../../web/app/routing.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { EmptyState } from '../../../../web/ui/small.tsx'
import css from './all-done.module.css'
import type { Today } from './use-today.ts'

export interface AllDoneProps {
  today: NonNullable<Today['today']>
  /** A kind is filtered for: there may be other steps. */
  isFiltered: boolean
  onClearFilter: () => void
  /** Brings the steps of that day into the queue. */
  onAhead: (day: string) => void
}

/** The queue is empty: what comes next, how the plan of the day came out, and what to do meanwhile. */
export function AllDone({ today, isFiltered, onClearFilter, onAhead }: AllDoneProps) {
  const t = useT()
  const format = useFormat()
  const { next, plan } = today
  if (isFiltered && today.counts.today > 0) {
    return (
      <EmptyState
        title={t('steps.today.noneOfKind')}
        action={<Button onClick={onClearFilter}>{t('steps.today.showAllKinds')}</Button>}
      />
    )
  }
  const path = next && recordPath(next.entity, next.id)
  return (
    <div className={css.done}>
      <EmptyState
        title={
          <>
            {t('steps.today.allDone')}{' '}
            {next && (
              <>
                {t('steps.today.next', { when: format.due(next.dueAt) })}{' '}
                {path ? <Link to={path}>{next.title}</Link> : next.title}
              </>
            )}
          </>
        }
        description={<PlanResult goal={plan.day.goal} done={plan.day.done} />}
        action={
          <>
            {next && (
              <Button variant="primary" icon="calendar" onClick={() => onAhead(format.clock(next.dueAt).day)}>
                {t('steps.today.pull', { day: format.due(next.dueAt).split(',')[0] })}
              </Button>
            )}
            <MoreWork />
          </>
        }
      />
    </div>
  )
}

function PlanResult({ goal, done }: { goal: number | null; done: number }) {
  const t = useT()
  if (goal === null) return <>{t('steps.plan.done', { count: done })}</>
  return <>{t(done >= goal ? 'steps.plan.reached' : 'steps.plan.progress', { done, goal })}</>
}

/** The ways to new work: leads to take up, a file to import. */
export function MoreWork() {
  const t = useT()
  const go = useGo()
  const { grants } = useSession()
  const leads = allNav().find(({ id, needs }) => id === 'leads' && allows(grants, needs))
  const imports = allNav().find(({ id, needs }) => id === 'import' && allows(grants, needs))
  return (
    <>
      {leads && (
        <Button icon="lead" onClick={() => go({ to: leads.to })}>
          {t('steps.today.takeLeads')}
        </Button>
      )}
      {imports && (
        <Button icon="importFile" onClick={() => go({ to: imports.to })}>
          {t('steps.today.import')}
        </Button>
      )}
    </>
  )
}
