import { useT } from '../../../../web/text/i18n.ts'
import { ProgressBar } from '../../../../web/ui/small.tsx'
import { type ImportRecord, writtenRows } from '../import-record.ts'
import { useImportWords } from '../words.ts'
import css from './result.module.css'

/** How far an import has been taken back, and what stays. */
export function UndoProgress({ record }: { record: ImportRecord }) {
  const t = useT()
  const words = useImportWords()
  const { undone = 0, kept = 0 } = record.counts ?? {}
  const isUndone = record.status === 'undone'
  const title = t(isUndone ? 'import.undo.done' : 'import.undo.running')
  return (
    <section className={css.undo} aria-label={title}>
      <h2 className={css.title}>{title}</h2>
      {!isUndone && (
        <ProgressBar value={undone + kept} max={Math.max(1, writtenRows(record))} label={title} />
      )}
      <p role="status">
        {words.counted('import.said.undone', undone)}
        {kept > 0 && ` · ${words.counted('import.said.keptWhy', kept)}`}
        {!isUndone && ` ${t('import.goesOn')}`}
      </p>
    </section>
  )
}
