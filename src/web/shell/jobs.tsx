import { useState } from 'react'
import { Link } from '../app/routing.tsx'
import { createStore, useStore } from '../app/store.ts'
import { useT } from '../text/i18n.ts'
import { IconButton } from '../ui/button.tsx'
import { Popover } from '../ui/overlays.tsx'
import { ProgressBar } from '../ui/small.tsx'
import css from './jobs.module.css'

/** Work the server does while the person goes on: an import, a change of many records. */
export interface Job {
  id: string
  title: string
  done: number
  total: number
  state: 'running' | 'finished' | 'failed'
  /** Where its result is seen. */
  to?: string
}

const jobs = createStore<readonly Job[]>([])

/** Shows a job in the tray, or its newest state. */
export function noteJob(job: Job): void {
  jobs.set((all) => [...all.filter(({ id }) => id !== job.id), job])
}

/** Takes a job out of the tray. */
export function forgetJob(id: string): void {
  jobs.set((all) => all.filter((job) => job.id !== id))
}

/** The jobs of this person in the header; not there while there are none. */
export function JobsTray() {
  const t = useT()
  const all = useStore(jobs)
  const [opened, setOpened] = useState(false)
  if (all.length === 0) return null
  const running = all.filter(({ state }) => state === 'running').length
  const label = running > 0 ? t('shell.jobsRunning', { count: running }) : t('shell.jobsDone')
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={320}
      position="bottom-end"
      target={
        <IconButton
          icon={running > 0 ? 'refresh' : 'success'}
          label={label}
          onClick={() => setOpened(!opened)}
        />
      }
    >
      <ul className={css.jobs}>
        {all.map((job) => (
          <li key={job.id} className={css.job}>
            {job.to ? <Link to={job.to}>{job.title}</Link> : job.title}
            <ProgressBar
              value={job.done}
              max={job.total}
              label={job.title}
              tone={job.state === 'failed' ? 'danger' : 'accent'}
            />
          </li>
        ))}
      </ul>
    </Popover>
  )
}
