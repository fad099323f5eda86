import { useEffect, useRef } from 'react'
import { api } from '../../../web/api/client.ts'
import { useRecords } from '../../../web/api/records.ts'
import { useCan, useSession } from '../../../web/api/session.ts'
import { useGo, useHere } from '../../../web/app/routing.tsx'
import { forgetJob, type Job, noteJob } from '../../../web/shell/jobs.tsx'
import { showToast } from '../../../web/shell/toasts.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { importRun } from '../index.ts'
import { asImport, type ImportRecord, isRunning, writtenRows } from './import-record.ts'
import { useImportWords } from './words.ts'

/** Shows the running imports of this person in the tray, and tells of each when it is over. */
export function WatchImports() {
  return useCan('import:create') ? <OwnImports /> : null
}

function OwnImports() {
  const t = useT()
  const ownId = useSession().user.id
  const tell = useTell()
  const seen = useRef(new Map<string, string>())
  const { rows, isLoading } = useRecords(importRun, {
    filter: {
      all: [
        { field: 'owner', op: 'eq', value: ownId },
        { field: 'status', op: 'in', value: ['checking', 'running', 'undoing'] },
      ],
    },
    limit: 5,
  })
  const running = rows.map(asImport)

  // The tray is outside of this component.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer of the server is taken once
  useEffect(() => {
    if (isLoading) return
    for (const one of running) {
      seen.current.set(one.id, one.status)
      noteJob(jobOf(one, t('import.tray', { file: one.fileName })))
    }
    for (const [id, status] of seen.current) {
      if (running.some((one) => one.id === id)) continue
      seen.current.delete(id)
      api.get(importRun, id).then(
        ({ item }) => tell(asImport(item), status),
        () => {},
      )
    }
  }, [rows.map(({ id, version }) => `${id} ${version}`).join(), isLoading])
  return null
}

/** Tells what an import came to, unless the reader is looking at it. */
function useTell() {
  const t = useT()
  const go = useGo()
  const { path } = useHere()
  const words = useImportWords()
  return (one: ImportRecord, former: string) => {
    // A check ends where it was begun, on the screen; only work that changes records is worth a line afterwards.
    if (former === 'checking' && !isRunning(one)) return forgetJob(one.id)
    noteJob(jobOf(one, t('import.tray', { file: one.fileName })))
    const isInSight = path === `/import/${one.id}`
    if (isInSight || isRunning(one)) return
    const isFailed = one.status === 'failed'
    showToast({
      tone: isFailed ? 'error' : 'status',
      text: isFailed
        ? t('import.told.failed', { file: one.fileName })
        : words.counted(one.status === 'undone' ? 'import.told.undone' : 'import.told.done', numberOf(one), {
            file: one.fileName,
          }),
      action: { label: t('import.told.open'), perform: () => go({ to: `/import/${one.id}` }) },
    })
  }
}

const numberOf = (one: ImportRecord) =>
  one.status === 'undone' ? (one.counts?.undone ?? 0) : writtenRows(one)

function jobOf(one: ImportRecord, title: string): Job {
  const state = isRunning(one) ? 'running' : one.status === 'failed' ? 'failed' : 'finished'
  const undone = (one.counts?.undone ?? 0) + (one.counts?.kept ?? 0)
  const done = one.status === 'undoing' ? (1000 * undone) / Math.max(1, writtenRows(one)) : one.progress
  return {
    id: one.id,
    title,
    state,
    done: state === 'finished' ? 1000 : done,
    total: 1000,
    to: `/import/${one.id}`,
  }
}
