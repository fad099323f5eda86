import { useFieldWords } from '../../../web/fields/field-words.ts'
import { useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { VisuallyHidden } from '../../../web/ui/small.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { Checkbox } from '../../../web/ui/toggles.tsx'
import { RelativeTime } from '../../../web/ui/values.tsx'
import css from './audit.module.css'
import type { InBin } from './bin-page.tsx'

/** Why records could not come back, by id. */
export type Failures = ReadonlyMap<string, { code: string; params: Record<string, unknown> }>

interface BinTableProps {
  rows: readonly InBin[]
  chosen: ReadonlySet<string>
  failures: Failures
  onChoose: (chosen: ReadonlySet<string>) => void
  onRestoreAct: (event: string) => void
}

/** Deleted records with who deleted them and when; several that went at once can come back at once. */
export function BinTable({ rows, chosen, failures, onChoose, onRestoreAct }: BinTableProps) {
  const t = useT()
  const words = useFieldWords()
  const isAll = rows.every(({ record }) => chosen.has(record))
  const together = (event: string) => rows.filter((one) => one.event === event).length

  function toggle(record: string) {
    const next = new Set(chosen)
    if (!next.delete(record)) next.add(record)
    onChoose(next)
  }

  return (
    <Table
      label={t('audit.bin.title')}
      rows={rows}
      columns={[
        {
          id: 'chosen',
          head: (
            <Checkbox
              aria-label={t('audit.bin.all')}
              checked={isAll}
              indeterminate={!isAll && chosen.size > 0}
              onChange={() => onChoose(isAll ? new Set() : new Set(rows.map(({ record }) => record)))}
            />
          ),
          width: 40,
          phone: 'corner',
          cell: ({ record, title }) => (
            <Checkbox
              aria-label={t('audit.bin.choose', { title })}
              checked={chosen.has(record)}
              onChange={() => toggle(record)}
            />
          ),
        },
        {
          id: 'title',
          head: t('audit.columns.what'),
          phone: 'title',
          cell: (one) => (
            <span className={css.what}>
              <span className={css.sentence}>{one.title || t('records.untitled')}</span>
              <Refusal failure={failures.get(one.record)} />
            </span>
          ),
        },
        { id: 'kind', head: t('audit.filter.entity'), width: 130, cell: ({ entity }) => words.one(entity) },
        {
          id: 'who',
          head: t('audit.bin.deletedBy'),
          width: 170,
          cell: ({ actor, titles }) => (actor ? titles[actor] : t('records.timeline.system')),
        },
        {
          id: 'when',
          head: t('audit.columns.when'),
          width: 130,
          cell: ({ at }) => <RelativeTime value={at} />,
        },
        {
          id: 'act',
          head: <VisuallyHidden>{t('audit.bin.together')}</VisuallyHidden>,
          width: 150,
          align: 'end',
          cell: ({ event }) =>
            together(event) > 1 ? (
              <Button size="small" variant="subtle" onClick={() => onRestoreAct(event)}>
                {t('audit.bin.together')}
              </Button>
            ) : null,
        },
      ]}
    />
  )
}

/** What keeps a record from coming back. */
function Refusal({ failure }: { failure: { code: string; params: Record<string, unknown> } | undefined }) {
  const t = useT()
  if (!failure) return null
  const own = `audit.bin.blocked.${failure.code}`
  return (
    <span className={css.aside} role="alert">
      {t.has(own) ? t.dyn(own, failure.params) : t.dyn(`errors.${failure.code}`, failure.params)}
    </span>
  )
}
