import { useState } from 'react'
import type { Row, Titles } from '../../api/shapes.ts'
import { allNouns } from '../../app/registry.ts'
import { useFieldWords } from '../../fields/field-words.ts'
import { RefPicker } from '../../fields/ref-picker.tsx'
import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { Modal } from '../../ui/overlays.tsx'
import type { RecordActs, Subject } from '../acts.ts'
import type { RecordScreens } from '../screens.ts'
import { useStages } from '../step/use-stages.ts'
import css from './ask-dialog.module.css'
import { EditFieldForm } from './edit-field-form.tsx'
import { LoseForm } from './lose-form.tsx'
import { NumberedChoice } from './numbered-choice.tsx'

export type Question = 'assign' | 'stage' | 'lose' | 'edit' | 'remove'

/** More records than this are changed only after a question. */
export const askAbove = 1000

export interface AskDialogProps {
  question: Question
  screens: RecordScreens
  rows: readonly { row: Row; titles: Titles }[]
  acts: RecordActs
  onClose: () => void
}

/** Asks the one thing an act on some records still needs; answering it is the act. */
export function AskDialog({ question, screens, rows, acts, onClose }: AskDialogProps) {
  const t = useT()
  const words = useFieldWords()
  const [confirmed, setConfirmed] = useState(rows.length <= askAbove)
  const { entity } = screens
  const subjects = rows.map(({ row }): Subject => ({ id: row.id, title: String(row[entity.title] ?? '') }))
  const [only] = subjects
  const about = subjects.length === 1 ? only?.title : words.count(entity.name, subjects.length)
  const isBig = !confirmed
  const title = t(isBig ? 'records.ask.sure' : titles[question], { about })

  function act(perform: () => Promise<unknown>) {
    onClose()
    void perform()
  }

  return (
    <Modal opened onClose={onClose} title={title} size="small">
      {isBig ? (
        <div className={css.form}>
          <p>{t('records.ask.big', { about })}</p>
          <Button
            variant={question === 'remove' ? 'danger' : 'primary'}
            onClick={() => (question === 'remove' ? act(() => acts.remove(subjects)) : setConfirmed(true))}
          >
            {question === 'remove' ? t('records.acts.delete') : t('records.ask.goOn')}
          </Button>
        </div>
      ) : (
        <Answer
          question={question}
          screens={screens}
          rows={rows}
          subjects={subjects}
          acts={acts}
          act={act}
          onClose={onClose}
        />
      )}
    </Modal>
  )
}

const titles = {
  assign: 'records.ask.assign',
  stage: 'records.ask.stage',
  lose: 'records.ask.lose',
  edit: 'records.ask.edit',
  remove: 'records.ask.sure',
} as const satisfies Record<Question, string>

interface AnswerProps extends AskDialogProps {
  subjects: readonly Subject[]
  act: (perform: () => Promise<unknown>) => void
}

function Answer({ question, screens, rows, subjects, acts, act, onClose }: AnswerProps) {
  const { entity } = screens
  const ownerField = entity.fields[entity.ownerField ?? '']
  const words = useFieldWords()
  switch (question) {
    case 'assign':
      return (
        <RefPicker
          to={ownerField?.options.to ?? 'user'}
          value={null}
          aria-label={words.field(entity, entity.ownerField ?? 'owner')}
          autoFocus
          unfolded
          // The list is all there is in this dialog, so Esc closes both.
          onKeyDown={(event) => event.key === 'Escape' && onClose()}
          narrow={
            allNouns().find('user')?.fields.isActive ? { field: 'isActive', op: 'eq', value: true } : null
          }
          onChange={(id, name) => id && act(() => acts.assign(subjects, id, name ?? ''))}
        />
      )
    case 'stage':
      return <StageForm rows={rows} subjects={subjects} acts={acts} act={act} />
    case 'lose':
      return (
        <LoseForm
          pipeline={pipelineOf(rows)}
          onAnswer={(reason) => act(() => inTurn(subjects, (one) => acts.lose(one, reason)))}
        />
      )
    case 'edit':
      return (
        <EditFieldForm
          screens={screens}
          rows={rows}
          onAnswer={(changes, named) => act(() => acts.change(subjects, changes, named))}
        />
      )
    default:
      return null
  }
}

function StageForm({ rows, subjects, acts, act }: Pick<AnswerProps, 'rows' | 'subjects' | 'acts' | 'act'>) {
  const t = useT()
  const pipeline = pipelineOf(rows)
  const { stages } = useStages(pipeline)
  const current = rows.length === 1 ? rows[0]?.row.stage : null
  if (pipeline === null) return <p>{t('records.ask.severalPipelines')}</p>
  return (
    <NumberedChoice
      label={t('records.ask.stage')}
      options={stages.map(({ id, name }) => ({ id, name, isCurrent: id === current }))}
      onPick={(id, name) => act(() => inTurn(subjects, (one) => acts.move(one, id, name)))}
    />
  )
}

/** The pipeline all the records are in; null when they are in several. */
function pipelineOf(rows: AskDialogProps['rows']): string | null {
  const [first] = rows
  const pipeline = first?.row.pipeline
  return typeof pipeline === 'string' && rows.every(({ row }) => row.pipeline === pipeline) ? pipeline : null
}

/** A verb that takes one record, for each in turn. */
async function inTurn(
  subjects: readonly Subject[],
  perform: (subject: Subject) => Promise<boolean>,
): Promise<void> {
  for (const subject of subjects) if (!(await perform(subject))) return
}
