import { useEffect, useRef } from 'react'
import { type BulkRun, bulkRuns } from '../../../kernel/commands/bulk.ts'
import { useQuestion } from '../../../web/api/commands.ts'
import { useGo, useHere } from '../../../web/app/routing.tsx'
import { noteJob } from '../../../web/shell/jobs.tsx'
import { showToast } from '../../../web/shell/toasts.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { isUnderWay, progressOf, useRunWords } from './run-words.ts'

/** Shows the changes under way of this person in the tray, and tells of each when it is over. */
export function WatchRuns() {
  const t = useT()
  const go = useGo()
  const { path } = useHere()
  const words = useRunWords()
  const seen = useRef(new Set<string>())
  const { data, dataUpdatedAt } = useQuestion(bulkRuns, { limit: 10 }, { touches: ['bulkRun'] })

  // The tray is outside of this component.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer of the server is taken once
  useEffect(() => {
    for (const run of data?.items ?? []) {
      if (isUnderWay(run)) {
        seen.current.add(run.id)
        note(run, 'running')
      } else if (seen.current.delete(run.id)) over(run)
    }
  }, [dataUpdatedAt])

  function note(run: BulkRun, state: 'running' | 'finished' | 'failed') {
    const { done, total } = progressOf(run)
    const shown = state === 'finished' ? total : done
    noteJob({ id: run.id, title: words.title(run), state, done: shown, total, to: `/jobs/${run.id}` })
  }

  function over(run: BulkRun) {
    const isFailed = run.status === 'failed'
    note(run, isFailed ? 'failed' : 'finished')
    if (path === `/jobs/${run.id}`) return
    showToast({
      tone: isFailed ? 'error' : 'status',
      text: t(
        isFailed ? 'bulk.told.failed' : run.status === 'undone' ? 'bulk.told.undone' : 'bulk.told.over',
        {
          title: words.title(run),
          counts: words.counts(run),
        },
      ),
      action: { label: t('bulk.open'), perform: () => go({ to: `/jobs/${run.id}` }) },
    })
  }
  return null
}
