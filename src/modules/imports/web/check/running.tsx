import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { ProgressBar } from '../../../../web/ui/small.tsx'
import { type ImportRecord, seenRows } from '../import-record.ts'
import { useImportWords } from '../words.ts'
import css from './check.module.css'

interface RunningProps {
  record: ImportRecord
  label: string
  onStop: () => void
}

/** How far the server is with a file. */
export function Running({ record, label, onStop }: RunningProps) {
  const t = useT()
  const format = useFormat()
  const words = useImportWords()
  return (
    <section className={css.running} aria-label={label}>
      <div className={css.runningHead}>
        <h2 className={css.title}>{label}</h2>
        <span className={css.share}>{format.percent(record.progress / 1000, 0)}</span>
      </div>
      <ProgressBar value={record.progress} max={1000} label={label} />
      <div className={css.runningFoot}>
        <p role="status">
          {words.counted('import.rowsDone', seenRows(record))} {t('import.goesOn')}
        </p>
        <Button size="small" onClick={onStop}>
          {t('import.stop')}
        </Button>
      </div>
    </section>
  )
}
