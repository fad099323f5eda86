import { useMemo } from 'react'
import { isFile } from '../../../../kernel/fields/types/file.ts'
import { useFieldWords } from '../../../../web/fields/field-words.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { type GroupedOption, GroupedSelect } from '../../../../web/ui/grouped-select.tsx'
import { Icon } from '../../../../web/ui/icon.tsx'
import { Table } from '../../../../web/ui/table.tsx'
import { Tooltip } from '../../../../web/ui/tooltip.tsx'
import type { ImportFile } from '../../index.ts'
import { type ImportTarget, targetsOf } from '../../targets.ts'
import { bareName, type ColumnState } from '../mapping/column-state.ts'
import { withColumn } from '../mapping/draft.ts'
import { nounOf } from '../nouns.ts'
import type { Work } from '../wizard/use-wizard.ts'
import { useImportWords } from '../words.ts'
import css from './columns.module.css'

/** A column of the file and what it leads to. */
export interface Column {
  id: string
  heading: string
  target: ImportTarget | undefined
  state: ColumnState
}

interface ColumnsTableProps {
  file: ImportFile
  work: Work
  columns: readonly Column[]
  /** What the server refused about a column, by heading. */
  problems: Readonly<Record<string, string>>
}

const skip = ''

/** Which field each column feeds, with its first values and how well they fit. */
export function ColumnsTable({ file, work, columns, problems }: ColumnsTableProps) {
  const t = useT()
  const words = useImportWords()
  const options = useTargetOptions(work)
  const isForFile = useFileHeadings(work)
  return (
    <Table
      label={t('import.step.columns')}
      rows={columns}
      columns={[
        {
          id: 'heading',
          head: t('import.columns.inFile'),
          phone: 'title',
          cell: ({ heading, state }) => <InFile heading={words.heading(file, heading)} state={state} />,
        },
        {
          id: 'target',
          head: t('import.columns.leadsTo'),
          width: 260,
          cell: ({ heading, target }) => (
            <div className={css.target}>
              <GroupedSelect
                aria-label={t('import.columns.leadsToOf', { heading })}
                searchLabel={t('import.columns.find')}
                value={target?.key ?? skip}
                options={options}
                tone={problems[heading] ? 'warning' : target && !isText(target) ? 'normal' : 'quiet'}
                onChange={(key) => work.change(withColumn(file, work.draft, heading, key || null))}
              />
              {problems[heading] && <p className={css.problem}>{problems[heading]}</p>}
            </div>
          ),
        },
        {
          id: 'fits',
          head: t('import.columns.fits'),
          width: 150,
          cell: ({ heading, target, state }) =>
            (!target || isText(target)) && isForFile(heading) ? (
              <span className={css.quiet}>{t('import.columns.filesLater')}</span>
            ) : (
              <Fits target={target} state={state} />
            ),
        },
      ]}
    />
  )
}

function InFile({ heading, state }: Pick<Column, 'heading' | 'state'>) {
  const t = useT()
  return (
    <div className={css.inFile}>
      <span className={css.heading}>{heading}</span>
      <span className={css.samples}>
        {state.samples.length > 0 ? state.samples.slice(0, 4).join(' · ') : t('import.columns.empty')}
      </span>
    </div>
  )
}

/** How many of the first values can be read as the field. */
function Fits({ target, state }: Pick<Column, 'target' | 'state'>) {
  const t = useT()
  const format = useFormat()
  const { valid, wrong } = state
  const isName = target?.type === 'ref'
  if (!target) return <span className={css.quiet}>{t('import.columns.skipped')}</span>
  if (isText(target)) return <span className={css.quiet}>{t('import.columns.asText')}</span>
  if (valid === null) return null
  if (valid === 1) {
    return (
      <span className={css.fits} data-tone="good">
        <Icon name="check" size={14} />
        {t(isName ? 'import.columns.allFound' : 'import.columns.allFit')}
      </span>
    )
  }
  return (
    <Tooltip
      label={t(isName ? 'import.columns.missing' : 'import.columns.wrong', {
        values: wrong.slice(0, 5).join(', '),
      })}
    >
      <span className={css.fits} data-tone={valid < 0.5 ? 'bad' : 'poor'}>
        <Icon name="warning" size={14} />
        {t(isName ? 'import.columns.someFound' : 'import.columns.someFit', {
          share: format.percent(Math.min(valid, 0.999), 0),
        })}
      </span>
    </Tooltip>
  )
}

/** Whether a column is called like a field that holds a file. */
function useFileHeadings({ draft: { entity } }: Work): (heading: string) => boolean {
  const words = useFieldWords()
  return useMemo(() => {
    const noun = nounOf(entity)
    const names = Object.entries(noun.fields)
      .filter(([, field]) => isFile(field))
      .map(([name]) => bareName(words.field(noun, name)))
    return (heading) => names.includes(bareName(heading))
  }, [entity, words])
}

/** Fields that tell of the time before the import. */
const past = ['status', 'closedAt', 'closeReason', 'attempts', 'createdAt']

function useTargetOptions({ draft }: Work): GroupedOption[] {
  const t = useT()
  const words = useImportWords()
  const { entity, columns } = draft
  return useMemo(() => {
    const taken = new Map(Object.entries(columns).map(([heading, key]) => [key, heading]))
    const option = (target: ImportTarget): GroupedOption => ({
      value: target.key,
      label: words.target(entity, target.key),
      group: groupOf(target, t),
      hint: !target.many && taken.has(target.key) ? taken.get(target.key) : undefined,
    })
    const all = targetsOf(nounOf(entity))
    const order = (target: ImportTarget) =>
      [isName(target), isPlain(target), isLinked(target), isPast(target), isText(target)].indexOf(true)
    return [
      { value: skip, label: t('import.target.skip') },
      ...all.toSorted((one, other) => order(one) - order(other)).map(option),
    ]
  }, [entity, columns, t, words])
}

const isText = ({ key }: ImportTarget) => key === 'description' || key === 'note'
const isPast = ({ key }: ImportTarget) => past.includes(key)
const isName = ({ key }: ImportTarget) => key === 'name' || key === 'title' || key.startsWith('name.')
const isLinked = ({ linked }: ImportTarget) => linked !== undefined
const isPlain = (target: ImportTarget) =>
  !isText(target) && !isPast(target) && !isName(target) && !isLinked(target)

function groupOf({ key, linked }: ImportTarget, t: ReturnType<typeof useT>): string {
  if (linked) return t(linked.by === 'contact' ? 'import.group.contact' : 'import.group.company')
  if (key === 'description' || key === 'note') return t('import.group.text')
  if (past.includes(key)) return t('import.group.past')
  return key === 'name' || key === 'title' || key.startsWith('name.')
    ? t('import.group.name')
    : t('import.group.fields')
}
