import { useState } from 'react'
import { type BulkAct, bulkAtOnce } from '../../../kernel/commands/bulk.ts'
import type { RecordSelection } from '../../../kernel/commands/selection.ts'
import { andFilter, emptyFilter } from '../../../kernel/queries/filter.ts'
import type { Row, Titles } from '../../api/shapes.ts'
import { allNouns } from '../../app/registry.ts'
import { useFieldWords } from '../../fields/field-words.ts'
import { RefPicker } from '../../fields/ref-picker.tsx'
import { useT } from '../../text/i18n.ts'
import { Modal } from '../../ui/overlays.tsx'
import type { RecordActs, Subject } from '../acts.ts'
import { ConfirmBulk } from '../bulk/confirm-bulk.tsx'
import { useHeirs } from '../may-assign.ts'
import type { RecordScreens } from '../screens.ts'
import { useStages } from '../step/use-stages.ts'
import { EditFieldForm } from './edit-field-form.tsx'
import { LoseForm } from './lose-form.tsx'
import { NumberedChoice } from './numbered-choice.tsx'

export type Question = 'assign' | 'stage' | 'lose' | 'edit' | 'remove'

/** More records than this are changed only after it is said how many they are and what will change. */
export const askAbove = bulkAtOnce

export interface AskDialogProps {
  question: Question
  screens: RecordScreens
  rows: readonly { row: Row; titles: Titles }[]
  acts: RecordActs
  /** All that the list shows, of which the rows are those that are loaded; null: the rows alone. */
  whole?: { selection: RecordSelection; count: number } | null
  onClose: () => void
  /** A change that is carried on behind the screen has begun. */
  onStarted?: () => void
}

/** The acts that can be done to many records at once. */
type ManyActs = Pick<RecordActs, 'assign' | 'moveMany' | 'change' | 'remove' | 'lose'>

/** Asks the one thing an act on some records still needs; answering it is the act. */
export function AskDialog({
  question,
  screens,
  rows,
  acts,
  whole = null,
  onClose,
  onStarted = () => {},
}: AskDialogProps) {
  const t = useT()
  const words = useFieldWords()
  const { entity } = screens
  const isBig = whole !== null || rows.length > askAbove
  const [pending, setPending] = useState<{ act: BulkAct; titles: Titles } | null>(
    isBig && question === 'remove' ? { act: { kind: 'delete' }, titles: {} } : null,
  )
  const subjects = rows.map(({ row }): Subject => ({ id: row.id, title: String(row[entity.title] ?? '') }))
  const [only] = subjects
  const about = whole
    ? words.count(entity.name, whole.count)
    : subjects.length === 1
      ? only?.title
      : words.count(entity.name, subjects.length)
  const title = t(pending ? 'records.ask.sure' : titles[question], { about })
  const selection = whole?.selection ?? { ids: subjects.map(({ id }) => id) }

  function act(perform: () => Promise<unknown>) {
    if (!isBig) onClose()
    void perform()
  }

  return (
    <Modal opened onClose={onClose} title={title} size="small">
      {pending ? (
        <ConfirmBulk
          entity={entity}
          selection={selection}
          {...pending}
          onClose={onClose}
          onStarted={onStarted}
        />
      ) : (
        <Answer
          question={question}
          screens={screens}
          rows={rows}
          subjects={subjects}
          acts={
            isBig ? actsAskedFirst(acts, (asked, named) => setPending({ act: asked, titles: named })) : acts
          }
          act={act}
          onClose={onClose}
        />
      )}
    </Modal>
  )
}

/** The same acts, each of which asks before it begins. */
function actsAskedFirst(acts: ManyActs, ask: (act: BulkAct, titles: Titles) => void): ManyActs {
  const asked = async (act: BulkAct, named: Titles) => {
    ask(act, named)
    return true
  }
  return {
    ...acts,
    assign: (_subjects, owner, name) => asked({ kind: 'assign', owner }, { [owner]: name }),
    moveMany: (_subjects, stage, name) => asked({ kind: 'move', stage }, { [stage]: name }),
    change: (_subjects, changes, named = {}) => asked({ kind: 'edit', changes }, named),
  }
}

const titles = {
  assign: 'records.ask.assign',
  stage: 'records.ask.stage',
  lose: 'records.ask.lose',
  edit: 'records.ask.edit',
  remove: 'records.ask.sure',
} as const satisfies Record<Question, string>

/** Those who can be given work. */
const active = { field: 'isActive', op: 'eq', value: true } as const

interface AnswerProps extends Pick<AskDialogProps, 'question' | 'screens' | 'rows' | 'onClose'> {
  acts: ManyActs
  subjects: readonly Subject[]
  act: (perform: () => Promise<unknown>) => void
}

function Answer({ question, screens, rows, subjects, acts, act, onClose }: AnswerProps) {
  const { entity } = screens
  const ownerField = entity.fields[entity.ownerField ?? '']
  const words = useFieldWords()
  const heirs = useHeirs(entity)
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
          narrow={andFilter(
            allNouns().find('user')?.fields.isActive ? active : emptyFilter,
            heirs?.narrow ?? emptyFilter,
          )}
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
      onPick={(id, name) => act(() => acts.moveMany(subjects, id, name))}
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
