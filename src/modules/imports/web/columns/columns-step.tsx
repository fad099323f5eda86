import { useMemo } from 'react'
import { useStore } from '../../../../web/app/store.ts'
import { useTextEnv } from '../../../../web/text/env.tsx'
import { fieldSentences } from '../../../../web/text/errors.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { phoneLibrary } from '../../../../web/text/phone-library.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { ErrorBox } from '../../../../web/ui/small.tsx'
import { basisProblems } from '../../people-basis.ts'
import { hasTitle } from '../../suggest-title.ts'
import { targetsOf } from '../../targets.ts'
import type { ImportRecord } from '../import-record.ts'
import { columnState } from '../mapping/column-state.ts'
import { nounOf } from '../nouns.ts'
import { type Lists, useLists } from '../use-lists.ts'
import { FootBar } from '../wizard/foot-bar.tsx'
import type { WizardActs, Work } from '../wizard/use-wizard.ts'
import { refusalSentence, useImportWords } from '../words.ts'
import css from './columns.module.css'
import { type Column, ColumnsTable } from './columns-table.tsx'
import { FileReading } from './file-reading.tsx'
import { Likeness, Origin } from './likeness.tsx'
import { Options } from './options.tsx'
import { TitleTemplate } from './title-template.tsx'
import { ValueMeanings } from './value-meanings.tsx'

interface ColumnsStepProps {
  record: ImportRecord
  work: Work
  wizard: WizardActs
}

/** The second step: what the file holds, which field each column feeds, and how rows become records. */
export function ColumnsStep({ record, work, wizard }: ColumnsStepProps) {
  const t = useT()
  const { file } = record
  const { draft } = work
  const noun = nounOf(draft.entity)
  const lists = useLists(draft)
  const columns = useColumns(record, work, lists)
  const problems = fieldSentences(t, wizard.failure)
  const format = useFormat()
  const needsTemplate = !hasTitle(noun, draft)
  const lacking =
    needsTemplate && !draft.titleTemplate?.trim()
      ? t('import.template.needed')
      : basisProblems(noun, draft, format.today()).length > 0
        ? t('import.basis.needed')
        : undefined
  return (
    <>
      <FileReading record={record} work={work} onReread={wizard.reread} />
      {work.like ? (
        <Likeness like={work.like} onGuess={work.guessAnew} />
      ) : (
        <Origin headings={file.headings} kind={draft.entity} />
      )}
      <div className={css.layout}>
        <div className={css.main}>
          <ColumnsTable file={file} work={work} columns={columns} problems={problems} />
          {needsTemplate && <TitleTemplate file={file} work={work} />}
          <ValueMeanings columns={columns} work={work} lists={lists} />
        </div>
        <Options record={record} work={work} lists={lists} />
      </div>
      <FootBar
        actions={
          <Button
            variant="primary"
            trailingIcon="forward"
            loading={wizard.isChecking}
            disabled={lacking !== undefined}
            title={lacking}
            onClick={() => void wizard.check()}
          >
            {t('import.check.act')}
          </Button>
        }
      >
        {wizard.failure !== null ? (
          <ErrorBox>{refusalSentence(t, wizard.failure)}</ErrorBox>
        ) : (
          <Summary columns={columns} work={work} lacking={lacking} />
        )}
      </FootBar>
    </>
  )
}

interface SummaryProps {
  columns: readonly Column[]
  work: Work
  /** What has to be answered first. */
  lacking: string | undefined
}

function Summary({ columns, work, lacking }: SummaryProps) {
  const t = useT()
  const words = useImportWords()
  const taken = columns.filter(({ target }) => target).length
  const skipped = columns.filter(({ target }) => !target)
  const mayKeep = nounOf(work.draft.entity).fields.description !== undefined
  return (
    <p>
      {words.counted('import.columns.taken', taken, { all: columns.length })}{' '}
      {lacking && <strong>{lacking} </strong>}
      {skipped.length > 0 && mayKeep && (
        <button type="button" className={css.inlineAct} onClick={() => work.change(keepAll(work, skipped))}>
          {t('import.columns.keepAll')}
        </button>
      )}
    </p>
  )
}

function keepAll({ draft }: Work, skipped: readonly Column[]): Work['draft'] {
  const kept = Object.fromEntries(skipped.map(({ heading }) => [heading, 'description']))
  return { ...draft, columns: { ...draft.columns, ...kept } }
}

/** Every column of the file with what it leads to and how well its first values fit. */
function useColumns({ file }: ImportRecord, { draft }: Work, { names }: Lists): Column[] {
  const env = useTextEnv()
  // Phones can only be judged once the library that knows them is here.
  const phones = useStore(phoneLibrary)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `phones` changes what reading a phone answers
  return useMemo(() => {
    const noun = nounOf(draft.entity)
    const targets = new Map(targetsOf(noun).map((target) => [target.key, target]))
    return file.headings.map((heading, index): Column => {
      const target = targets.get(draft.columns[heading] ?? '')
      const values = file.sample.map((row) => row[index] ?? '')
      return { id: heading, heading, target, state: columnState(values, target, { noun, draft, env, names }) }
    })
  }, [file, draft, env, names, phones])
}
