import { useFieldWords } from '../../../web/fields/field-words.ts'
import { useT } from '../../../web/text/i18n.ts'
import { useFormat } from '../../../web/text/use-format.ts'
import { Button } from '../../../web/ui/button.tsx'
import { ProgressBar } from '../../../web/ui/small.tsx'
import css from './scan-state.module.css'
import type { Scan } from './use-scan.ts'

/** How far the search is, or how the last one ended, with the way to start or to stop it. */
export function ScanState({ scanning }: { scanning: Scan }) {
  const t = useT()
  const { scan, isRunning, mayStart, isStarting, start, cancel } = scanning
  return (
    <div className={css.scan}>
      {isRunning && scan && (
        <div className={css.bar}>
          <ProgressBar value={scan.progress} max={1000} label={t('duplicates.scan.label')} />
        </div>
      )}
      <span className={css.text} role="status">
        <ScanWords scanning={scanning} />
      </span>
      {mayStart &&
        (isRunning ? (
          <Button size="small" onClick={cancel}>
            {t('duplicates.scan.cancel')}
          </Button>
        ) : (
          <Button size="small" icon="search" loading={isStarting} onClick={start}>
            {t('duplicates.scan.start')}
          </Button>
        ))}
    </div>
  )
}

function ScanWords({ scanning: { scan } }: { scanning: Scan }) {
  const t = useT()
  const format = useFormat()
  const words = useFieldWords()
  if (!scan) return null
  const date = format.momentLong(scan.startedAt)
  switch (scan.status) {
    case 'running':
      return t('duplicates.scan.running', {
        noun: words.many(scan.entity).toLowerCase(),
        percent: format.percent(scan.progress / 1000, 0),
      })
    case 'done':
      return t('duplicates.scan.done', { date, pairs: t('duplicates.count', { count: scan.found }) })
    case 'cancelled':
      return t('duplicates.scan.cancelled', { date })
    case 'failed':
      return t('duplicates.scan.failed', {
        date,
        reason: t.dyn(`errors.${scan.failure?.code ?? 'server.unexpected'}`, scan.failure?.params),
      })
  }
}
