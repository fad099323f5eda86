import { useEffect } from 'react'
import { type ExportItem, listExports } from '../../../kernel/commands/exports.ts'
import { useQuestion } from '../../../web/api/commands.ts'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { forgetJob, noteJob } from '../../../web/shell/jobs.tsx'
import { showToast } from '../../../web/shell/toasts.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { isAwaited, saveFile } from './awaited-files.ts'

/** Shows files that are being written in the tray, and saves each when it is ready. */
export function WatchExports() {
  const t = useT()
  const words = useFieldWords()
  const { data, dataUpdatedAt } = useQuestion(listExports, { limit: 10 }, { touches: ['export'] })

  // The tray and the browser's own downloads are outside of this component.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer of the server is taken once
  useEffect(() => {
    for (const one of data?.items ?? []) tell(one)
  }, [dataUpdatedAt])

  function tell(one: ExportItem) {
    const title = t('exports.tray', { records: words.many(one.entity) })
    if (one.status === 'running') {
      noteJob({ id: one.id, title, state: 'running', done: 0, total: 1, to: '/settings/exports' })
      return
    }
    if (!isAwaited(one.id)) return
    forgetJob(one.id)
    if (one.status === 'ready') {
      saveFile(one.id)
      showToast({
        text: t('exports.ready', { records: words.count(one.entity, one.rows) }),
        action: { label: t('exports.download'), perform: () => saveFile(one.id) },
      })
    } else if (one.failure)
      showToast({ tone: 'error', text: t.dyn(`errors.${one.failure.code}`, one.failure.params) })
  }
  return null
}
