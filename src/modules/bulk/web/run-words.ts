import { useMemo } from 'react'
import type { BulkRun, BulkStatus } from '../../../kernel/commands/bulk.ts'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { useT } from '../../../web/text/i18n.ts'
import { useFormat } from '../../../web/text/use-format.ts'
import type { IconName } from '../../../web/ui/icon.tsx'
import type { Tone } from '../../../web/ui/small.tsx'

export const looks: Record<BulkStatus, { tone: Tone; icon: IconName }> = {
  running: { tone: 'info', icon: 'refresh' },
  done: { tone: 'success', icon: 'success' },
  failed: { tone: 'danger', icon: 'error' },
  cancelled: { tone: 'warning', icon: 'minus' },
  undoing: { tone: 'info', icon: 'undo' },
  undone: { tone: 'neutral', icon: 'undo' },
}

export const isUnderWay = ({ status }: Pick<BulkRun, 'status'>) =>
  status === 'running' || status === 'undoing'

/** Whether a run can still be taken back. */
export const canUndo = ({ status, changed }: BulkRun) =>
  ['done', 'failed', 'cancelled'].includes(status) && changed > 0

/** How far a run is, in records. */
export function progressOf(run: BulkRun): { done: number; total: number } {
  return run.status === 'undoing'
    ? { done: run.undone + run.kept, total: Math.max(1, run.changed) }
    : { done: run.done, total: run.total }
}

/** What a run did and came to, in words. */
export function useRunWords() {
  const t = useT()
  const words = useFieldWords()
  const format = useFormat()
  return useMemo(
    () => ({
      /** `Assign: 1,240 deals` */
      title: ({ act, entity, total }: BulkRun) =>
        t.dyn(`bulk.titles.${act.kind}`, { records: words.count(entity, total) }),
      counts: ({ status, changed, unchanged, refused, undone, kept }: BulkRun) => {
        const parts: [string, number][] =
          status === 'undone' || status === 'undoing'
            ? [
                ['undone', undone],
                ['kept', kept],
              ]
            : [
                ['changed', changed],
                ['unchanged', unchanged],
                ['refused', refused],
              ]
        return parts
          .filter(([, count], at) => count > 0 || at === 0)
          .map(([name, count]) => t.dyn(`bulk.counts.${name}`, { count: format.number(count) }))
          .join(' · ')
      },
    }),
    [t, words, format],
  )
}
