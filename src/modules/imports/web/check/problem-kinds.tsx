import { type ReactNode, useState } from 'react'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Icon } from '../../../../web/ui/icon.tsx'
import type { ImportSettings } from '../../index.ts'
import type { ImportRecord } from '../import-record.ts'
import { withValue } from '../mapping/draft.ts'
import { MeaningSelect, meantTargets } from '../mapping/meaning-select.tsx'
import { type Lists, useLists } from '../use-lists.ts'
import type { WizardActs, Work } from '../wizard/use-wizard.ts'
import { useImportWords } from '../words.ts'
import css from './check.module.css'
import type { ProblemKind } from './problem.ts'
import { SeverityMark } from './severity-mark.tsx'

interface KindLinesProps {
  kinds: readonly ProblemKind[]
  /** Whose rows are shown below; null shows all. */
  shown: ProblemKind | null
  onShow: (kind: ProblemKind | null) => void
  record: ImportRecord
  /** Lets texts be given a meaning. */
  meanings?: {
    draft: ImportSettings
    lists: Lists
    onMean: (field: string, text: string, meaning: string | null) => void
  }
  children?: ReactNode
}

/** What is wrong, kind by kind. */
export function KindLines({ kinds, shown, onShow, record, meanings, children }: KindLinesProps) {
  const t = useT()
  return (
    <section className={css.kinds} aria-label={t('import.problems.title')}>
      <h2 className={css.title}>{t('import.problems.title')}</h2>
      <ul className={css.kindList}>
        {kinds.map((kind) => (
          <Kind
            key={keyOf(kind)}
            kind={kind}
            record={record}
            meanings={meanings}
            isShown={shown !== null && keyOf(shown) === keyOf(kind)}
            onShow={onShow}
          />
        ))}
      </ul>
      {children}
    </section>
  )
}

interface ProblemKindsProps extends Omit<KindLinesProps, 'meanings' | 'children'> {
  work: Work
  wizard: WizardActs
}

/** The same before an import: texts of stages, states and owners are given a meaning, for all their rows at once. */
export function ProblemKinds({ work, wizard, ...lines }: ProblemKindsProps) {
  const t = useT()
  const words = useImportWords()
  const [meant, setMeant] = useState<ImportSettings | null>(null)
  const draft = meant ?? work.draft
  const lists = useLists(draft)
  const given = meant ? countMeanings(meant) - countMeanings(work.draft) : 0

  function apply(settings: ImportSettings) {
    work.change(settings)
    void wizard.check(settings)
  }

  return (
    <KindLines
      {...lines}
      meanings={{
        draft,
        lists,
        onMean: (field, text, meaning) => setMeant(withValue(draft, field, text, meaning)),
      }}
    >
      {meant && (
        <div className={css.apply}>
          <p>{words.counted('import.meanings.given', Math.max(0, given))}</p>
          <Button onClick={() => setMeant(null)}>{t('shell.cancel')}</Button>
          <Button variant="primary" loading={wizard.isChecking} onClick={() => apply(meant)}>
            {t('import.check.again')}
          </Button>
        </div>
      )}
    </KindLines>
  )
}

interface KindProps extends Pick<KindLinesProps, 'record' | 'meanings' | 'onShow'> {
  kind: ProblemKind
  isShown: boolean
}

function Kind({ kind, record, meanings, isShown, onShow }: KindProps) {
  const t = useT()
  const words = useImportWords()
  const [first] = kind.values
  const mayMean = meanings && meantTargets.includes(kind.field) && kind.values.length > 0
  return (
    <li className={css.kind}>
      <div className={css.kindHead}>
        <SeverityMark severity={kind.severity} />
        <p className={css.kindText}>
          {record.entity && <strong>{words.target(record.entity, kind.field)}. </strong>}
          {words.problem({ ...kind, params: kind.distinct === 1 ? first?.params : manyParams(kind) })}
        </p>
        <span className={css.kindRows}>{words.counted('import.problems.rows', kind.rows)}</span>
        <Button
          size="small"
          variant="subtle"
          aria-pressed={isShown}
          onClick={() => onShow(isShown ? null : kind)}
        >
          {t(isShown ? 'import.problems.showAll' : 'import.problems.show')}
        </Button>
      </div>
      {mayMean ? <Meanings kind={kind} {...meanings} /> : kind.distinct > 0 && <Texts kind={kind} />}
    </li>
  )
}

/** The texts behind a kind of problem. */
function Texts({ kind }: { kind: ProblemKind }) {
  const words = useImportWords()
  const format = useFormat()
  const shown = kind.values.slice(0, 6)
  const others = kind.distinct - shown.length
  return (
    <ul className={css.texts}>
      {shown.map(({ value, rows, params }) => (
        <li key={value} className={css.text}>
          <span className={css.textValue}>{value}</span>
          {typeof params.found === 'string' && (
            <>
              <Icon name="forward" size={12} /> <span className={css.textValue}>{params.found}</span>
            </>
          )}
          {rows > 1 && <span className={css.textRows}>× {format.number(rows)}</span>}
        </li>
      ))}
      {others > 0 && <li className={css.textRows}>{words.counted('import.problems.others', others)}</li>}
    </ul>
  )
}

function Meanings({
  kind,
  draft,
  lists,
  onMean,
}: NonNullable<KindProps['meanings']> & { kind: ProblemKind }) {
  const t = useT()
  const words = useImportWords()
  const [isLong, setLong] = useState(false)
  const shown = kind.values.slice(0, isLong ? 50 : 5)
  return (
    <ul className={css.meanings}>
      {shown.map(({ value, rows }) => (
        <li key={value} className={css.meaning}>
          <span className={css.meaningText}>
            <strong>{value}</strong>{' '}
            <span className={css.textRows}>{words.counted('import.problems.rows', rows)}</span>
          </span>
          <Icon name="forward" size={14} />
          <MeaningSelect
            target={kind.field}
            label={t('import.meanings.of', { field: words.target(draft.entity, kind.field), text: value })}
            value={draft.values[kind.field]?.[value] ?? null}
            lists={lists}
            onChange={(meaning) => onMean(kind.field, value, meaning)}
          />
        </li>
      ))}
      {!isLong && kind.values.length > shown.length && (
        <li>
          <Button size="small" variant="subtle" onClick={() => setLong(true)}>
            {words.counted('import.problems.others', kind.distinct - shown.length)}
          </Button>
        </li>
      )}
    </ul>
  )
}

const keyOf = ({ field, error, severity }: ProblemKind) => `${severity} ${field} ${error}`

const countMeanings = ({ values }: ImportSettings) =>
  Object.values(values).reduce((sum, meanings) => sum + Object.keys(meanings).length, 0)

/** What the texts of a kind have in common: the limit they all exceed, but not the text itself. */
function manyParams({ values }: ProblemKind): Record<string, unknown> {
  const { value: _value, found: _found, ...common } = values[0]?.params ?? {}
  return { ...common, value: '…', found: '…' }
}
