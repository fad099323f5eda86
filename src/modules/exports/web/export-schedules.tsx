import {
  type ExportSchedule,
  listExportSchedules,
  scheduleExport,
  unscheduleExport,
} from '../../../kernel/commands/exports.ts'
import type { Filter } from '../../../kernel/queries/filter.ts'
import { useCommand, useQuestion } from '../../../web/api/commands.ts'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { tellFailure, useUndo } from '../../../web/shell/undo.ts'
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
  const { run: begin } = useCommand(scheduleExport, { touches: [{ entity: 'export' }] })
  const undo = useUndo()

  async function remove() {
    try {
      await run({ id: one.id })
      undo.offerBack({ text: t('exports.unscheduled'), takeBack: () => begin(wantedBy(one)) })
    } catch (error) {
      tellFailure(error, () => void remove())
    }
  }

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
        onClick={() => void remove()}
      />
    </li>
  )
}

/** What has to be asked for to have it again. */
function wantedBy({ entity, format, columns, filter, q, sort, every }: ExportSchedule) {
  return {
    entity,
    format,
    every,
    sort,
    columns: columns ?? undefined,
    // Stored as it was checked when it was asked for.
    selection: { filter: (filter ?? undefined) as Filter | undefined, q: q ?? undefined },
  }
}
