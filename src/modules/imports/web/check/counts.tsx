import { useFieldWords } from '../../../../web/fields/field-words.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Icon, type IconName } from '../../../../web/ui/icon.tsx'
import type { ImportCounts } from '../../index.ts'
import type { ImportRecord } from '../import-record.ts'
import css from './check.module.css'

interface Figure {
  id: 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed' | 'warnings'
  icon: IconName
  tone?: 'good' | 'poor' | 'bad'
  /** Shown also when it is 0. */
  always?: boolean
}

const figures: readonly Figure[] = [
  { id: 'created', icon: 'add', tone: 'good', always: true },
  { id: 'updated', icon: 'edit', always: true },
  { id: 'unchanged', icon: 'check' },
  { id: 'skipped', icon: 'minus' },
  { id: 'failed', icon: 'error', tone: 'bad', always: true },
  { id: 'warnings', icon: 'warning', tone: 'poor' },
]

/** The numbers of a check or an import. */
export function Counts({ record, isCheck = false }: { record: ImportRecord; isCheck?: boolean }) {
  const t = useT()
  const format = useFormat()
  const { counts } = record
  if (!counts) return null
  return (
    <>
      <dl className={css.counts}>
        {figures
          .filter(({ id, always }) => always || counts[id] > 0)
          .map(({ id, icon, tone }) => (
            <div key={id} className={css.count} data-tone={counts[id] > 0 ? tone : undefined}>
              <dt className={css.countLabel}>
                <Icon name={icon} size={14} />
                {t(`import.count.${isCheck ? 'check' : 'done'}.${id}`)}
              </dt>
              <dd className={css.number}>{format.number(counts[id])}</dd>
            </div>
          ))}
      </dl>
      <Linked counts={counts} />
    </>
  )
}

/** Records of other kinds that the rows told about. */
function Linked({ counts: { linked = {} } }: { counts: ImportCounts }) {
  const t = useT()
  const words = useFieldWords()
  return Object.entries(linked).map(([kind, numbers]) => (
    <p key={kind} className={css.help}>
      {t('import.linked', { kind: words.many(kind), ...numbers })}
    </p>
  ))
}
