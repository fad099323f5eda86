import { useState } from 'react'
import { useCache } from '../../../../web/api/cache.ts'
import { api, type Noun } from '../../../../web/api/client.ts'
import { useRecords } from '../../../../web/api/records.ts'
import { allows, useCan, useSession } from '../../../../web/api/session.ts'
import { allNav, allSettings } from '../../../../web/app/registry.ts'
import { Link } from '../../../../web/app/routing.tsx'
import { tellFailure } from '../../../../web/shell/undo.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Icon } from '../../../../web/ui/icon.tsx'
import { ProgressBar } from '../../../../web/ui/small.tsx'
import { user } from '../../../people/index.ts'
import { loadSample } from '../../../samples/index.ts'
import { plan, step } from '../../step.entity.ts'
import css from './first-steps.module.css'

const tasks = ['records', 'colleagues', 'pipeline', 'plan', 'close'] as const
type Task = (typeof tasks)[number]

const seenKey = 'onward.seen-pipelines'
const leads: Noun = { name: 'lead', table: 'leads' }
const deals: Noun = { name: 'deal', table: 'deals' }

/** What to do first in an empty install, in five lines, each with what is done of it. */
export function FirstSteps() {
  const t = useT()
  const done = useDone()
  const count = tasks.filter((task) => done[task]).length
  return (
    <section className={css.card} aria-label={t('steps.first.title')}>
      <h2 className={css.title}>{t('steps.first.title')}</h2>
      <p className={css.text}>{t('steps.first.text')}</p>
      <ProgressBar
        value={count}
        max={tasks.length}
        label={t('steps.first.progress', { done: count, of: tasks.length })}
        tone="success"
      />
      <ol className={css.tasks}>
        {tasks.map((task) => (
          <TaskLine key={task} task={task} isDone={done[task]} />
        ))}
      </ol>
      <SampleOffer />
    </section>
  )
}

function TaskLine({ task, isDone }: { task: Task; isDone: boolean }) {
  const t = useT()
  const { grants } = useSession()
  const place = placeOf(task)
  const title = t(`steps.first.${task}`)
  return (
    <li className={css.task} data-done={isDone || undefined}>
      <Icon name={isDone ? 'success' : 'dueToday'} label={isDone ? t('steps.first.done') : undefined} />
      <span>
        {place && !isDone && allows(grants, place.needs) ? (
          <Link to={place.to} onClick={() => task === 'pipeline' && localStorage.setItem(seenKey, 'yes')}>
            {title}
          </Link>
        ) : (
          title
        )}
        <span className={css.help}>{t(`steps.first.${task}Help`)}</span>
      </span>
    </li>
  )
}

/** Fills the install with an invented company, to look around in. */
function SampleOffer() {
  const t = useT()
  const { client } = useCache()
  const { workspace } = useSession()
  const mayLoad = useCan(loadSample.needs)
  const [isLoading, setLoading] = useState(false)
  if (workspace.hasSampleData || !mayLoad) return null
  async function load() {
    setLoading(true)
    try {
      await api.command(loadSample, {})
      await client.invalidateQueries()
    } catch (error) {
      tellFailure(error)
    } finally {
      setLoading(false)
    }
  }
  return (
    <div className={css.sample}>
      <Button icon="database" loading={isLoading} onClick={() => void load()}>
        {t('steps.first.sample')}
      </Button>
      <span className={css.help}>{t('steps.first.sampleHelp')}</span>
    </div>
  )
}

function useDone(): Record<Task, boolean> {
  const few = { limit: 1 }
  const anyLead = useRecords(leads, few).rows.length > 0
  const anyDeal = useRecords(deals, few).rows.length > 0
  const people = useRecords(user, { limit: 2 }).rows.length
  const plans = useRecords(plan, few).rows.length
  const closed = useRecords(step, { filter: { field: 'outcome', op: 'notEmpty' }, limit: 1 }).rows.length
  return {
    records: anyLead || anyDeal,
    colleagues: people > 1,
    pipeline: localStorage.getItem(seenKey) !== null,
    plan: plans > 0,
    close: closed > 0,
  }
}

function placeOf(task: Task): { to: string; needs?: string } | null {
  if (task === 'records')
    return allNav().find(({ id }) => id === 'import') ?? { to: '/leads', needs: 'lead:create' }
  const page = { colleagues: 'users', pipeline: 'pipelines', plan: 'plans', close: '' }[task]
  const found = allSettings().find(({ id }) => id === page)
  return found ? { to: `/settings/${found.id}`, needs: found.needs } : null
}
