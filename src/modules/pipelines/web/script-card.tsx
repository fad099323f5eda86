import { useState } from 'react'
import type { z } from 'zod'
import { newKey } from '../../../web/api/http.ts'
import type { Row } from '../../../web/api/shapes.ts'
import { useT } from '../../../web/text/i18n.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { TextArea } from '../../../web/ui/inputs.tsx'
import { Menu } from '../../../web/ui/menu.tsx'
import type { questionShape } from '../pipeline.entity.ts'
import { MoveRow } from './move-row.tsx'
import { moved } from './order.ts'
import { QuestionLine } from './question-line.tsx'
import { SavedInput } from './saved-input.tsx'
import css from './scripts-page.module.css'
import type { Setting } from './use-setting.ts'

type Question = z.output<typeof questionShape>

export interface ScriptCardProps {
  row: Row
  subject: 'lead' | 'deal'
  /** Serves later attempts too. */
  isLast: boolean
  /** Attempts that have scripts of their own. */
  taken: readonly number[]
  scripts: Setting
}

const mostQuestions = 30
const attempts = [1, 2, 3, 4, 5]

/** The script of one attempt: what to open with and what to ask. */
export function ScriptCard(props: ScriptCardProps) {
  const { row, subject, scripts } = props
  return (
    <section className={css.card} aria-label={String(row.name)}>
      <Head {...props} />
      <Opening
        value={typeof row.opening === 'string' ? row.opening : ''}
        onSave={(opening) => void scripts.change(row, { opening: opening || null })}
      />
      <Questions
        id={row.id}
        // The field holds questions by the shape of its entity.
        questions={row.questions as readonly Question[]}
        subject={subject}
        onSave={(questions) => void scripts.change(row, { questions })}
      />
    </section>
  )
}

function Head({ row, isLast, taken, scripts }: ScriptCardProps) {
  const t = useT()
  const name = String(row.name)
  const attempt = Number(row.attempt)
  const free = attempts.filter((one) => one !== attempt && !taken.includes(one))
  return (
    <div className={css.head}>
      <span className={css.attempt}>
        {t(isLast ? 'pipelines.scripts.attemptOn' : 'pipelines.scripts.attempt', { attempt })}
      </span>
      <SavedInput
        label={t('pipelines.scripts.name')}
        look="title"
        value={name}
        maxLength={120}
        onSave={(next) => void scripts.change(row, { name: next })}
      />
      <Menu
        position="bottom-end"
        items={[
          ...free.map((one) => ({
            id: `attempt ${one}`,
            label: t('pipelines.scripts.useFor', { attempt: one }),
            icon: 'script' as const,
            onSelect: () => void scripts.change(row, { attempt: one }),
          })),
          ...(free.length > 0 ? (['divider'] as const) : []),
          {
            id: 'delete',
            label: t('pipelines.delete'),
            icon: 'delete',
            danger: true,
            onSelect: () => void scripts.remove(row),
          },
        ]}
        target={<IconButton icon="more" size="small" label={t('pipelines.more', { name })} />}
      />
    </div>
  )
}

interface QuestionsProps {
  /** Of the script. */
  id: string
  questions: readonly Question[]
  subject: 'lead' | 'deal'
  onSave: (questions: readonly Question[]) => void
}

function Questions({ id, questions, subject, onSave }: QuestionsProps) {
  const t = useT()
  const [added, setAdded] = useState<string | null>(null)
  const isFull = questions.length >= mostQuestions

  function add() {
    const question = { id: newKey().slice(0, 8), text: t('pipelines.scripts.newQuestion') }
    setAdded(question.id)
    onSave([...questions, question])
  }

  return (
    <>
      <h3 className={css.label}>{t('pipelines.scripts.questions')}</h3>
      <ol aria-label={t('pipelines.scripts.questions')}>
        {questions.map((question, index) => (
          <MoveRow
            key={question.id}
            kind={`question of ${id}`}
            index={index}
            count={questions.length}
            name={question.text}
            onMove={(from, to) => onSave(moved(questions, from, to))}
          >
            <QuestionLine
              question={question}
              subject={subject}
              isNew={question.id === added}
              onChange={(next) => onSave(questions.map((one) => (one.id === question.id ? next : one)))}
              onRemove={() => onSave(questions.filter((one) => one.id !== question.id))}
            />
          </MoveRow>
        ))}
      </ol>
      <Button
        size="small"
        variant="subtle"
        icon="add"
        className={css.add}
        disabled={isFull}
        title={isFull ? t('pipelines.scripts.enough', { count: mostQuestions }) : undefined}
        onClick={add}
      >
        {t('pipelines.scripts.addQuestion')}
      </Button>
    </>
  )
}

function Opening({ value, onSave }: { value: string; onSave: (text: string) => void }) {
  const t = useT()
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <TextArea
      label={t('pipelines.scripts.opening')}
      placeholder={t('pipelines.scripts.openingPlaceholder')}
      value={typed ?? value}
      minRows={2}
      maxRows={8}
      maxLength={2000}
      onChange={setTyped}
      onKeyDown={(event) => event.key === 'Escape' && setTyped(null)}
      onBlur={() => {
        if (typed !== null && typed.trim() !== value) onSave(typed.trim())
        setTyped(null)
      }}
    />
  )
}
