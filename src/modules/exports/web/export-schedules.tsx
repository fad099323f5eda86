import {
  type ExportSchedule,
  listExportSchedules,
  unscheduleExport,
} from '../../../kernel/commands/exports.ts'
import { useCommand, useQuestion } from '../../../web/api/commands.ts'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { tellFailure } from '../../../web/shell/undo.ts'
import { useT } from '../../../web/text/i18n.ts'
import { useFormat } from '../../../web/text/use-format.ts'
import { IconButton } from '../../../web/ui/button.tsx'
import css from './exports.module.css'
import { Narrowed } from './narrowed.tsx'

/** Exports that repeat: what, how often, when next, and why the last one could not begin. */
export function ExportSchedules() {
  const t = useT()
  const { data } = useQuestion(listExportSchedules, {}, { touches: ['export'] })
  if (!data || data.items.length === 0) return null
  return (
    <section className={css.schedules} aria-label={t('exports.schedules')}>
      <h2 className={css.heading}>{t('exports.schedules')}</h2>
      <ul className={css.list}>
        {data.items.map((one) => (
          <Schedule key={one.id} one={one} />
        ))}
      </ul>
    </section>
  )
}

function Schedule({ one }: { one: ExportSchedule }) {
  const t = useT()
  const words = useFieldWords()
  const format = useFormat()
  const { run, isPending } = useCommand(unscheduleExport, { touches: [{ entity: 'export' }] })
  const remove = () => void run({ id: one.id }).catch((error) => tellFailure(error, remove))
  return (
    <li className={css.schedule}>
      <span className={css.what}>
        <span>
          {words.many(one.entity)} · {t.dyn(`exports.formats.${one.format}`)} ·{' '}
          {t.dyn(`exports.repeats.${one.every}`)}
        </span>
        <Narrowed one={{ ...one, named: null }} />
        <span className={css.aside}>{t('exports.next', { when: format.moment(one.nextAt) })}</span>
        {one.failure && (
          <span className={css.failure}>{t.dyn(`errors.${one.failure.code}`, one.failure.params)}</span>
        )}
      </span>
      <IconButton
        icon="close"
        size="small"
        label={t('exports.unschedule')}
        disabled={isPending}
        onClick={remove}
      />
    </li>
  )
}
