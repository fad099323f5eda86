import { type FormEvent, useState } from 'react'
import type { z } from 'zod'
import { mergeCommand, mergePreview } from '../../../../kernel/commands/merge.ts'
import type { Entity } from '../../../../kernel/entities/entity.ts'
import { useCommand, useQuestion } from '../../../../web/api/commands.ts'
import type { Row } from '../../../../web/api/shapes.ts'
import { useFieldWords } from '../../../../web/fields/field-words.ts'
import { useActions } from '../../../../web/shell/actions/registry.ts'
import { PagePending, PartFailure } from '../../../../web/shell/page-states.tsx'
import { useUndo } from '../../../../web/shell/undo.ts'
import { errorSentence } from '../../../../web/text/errors.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Modal } from '../../../../web/ui/overlays.tsx'
import { ErrorBox } from '../../../../web/ui/small.tsx'
import css from './merge-dialog.module.css'
import { MergeTable } from './merge-table.tsx'
import { type Choices, suggestChoices } from './suggest-choices.ts'

type Preview = z.output<typeof mergePreview.output>

export interface MergeDialogProps {
  entity: Entity
  ids: readonly string[]
  onClose: () => void
  onMerged: (survivor: string) => void
}

/** Makes one record of several, field by field, and says beforehand what will move. */
export function MergeDialog({ entity, ids, onClose, onMerged }: MergeDialogProps) {
  const t = useT()
  const words = useFieldWords()
  const { data, error, refetch } = useQuestion(mergePreview, {
    entity: entity.name,
    id: ids[0],
    others: ids.slice(1).join(),
  })
  const title = t('duplicates.merging.title', { records: words.count(entity.name, ids.length) })
  if (data) return <Loaded entity={entity} found={data} title={title} onClose={onClose} onMerged={onMerged} />
  return (
    <Modal opened onClose={onClose} title={title} size="wide">
      {error ? <PartFailure error={error} onRetry={() => void refetch()} /> : <PagePending />}
    </Modal>
  )
}

function Loaded({
  entity,
  found,
  title,
  onClose,
  onMerged,
}: Omit<MergeDialogProps, 'ids'> & { found: Preview; title: string }) {
  const t = useT()
  const undo = useUndo()
  const { run, isPending, error } = useCommand(mergeCommand)
  // The preview gives whole records.
  const records = found.records as Row[]
  const [survivor, setSurvivor] = useState(found.survivor)
  const [choices, setChoices] = useState<Choices>(() => suggestChoices(records, found.survivor, found.fields))

  async function merge(event?: FormEvent) {
    event?.preventDefault()
    if (isPending || !found.may) return
    try {
      const others = records.map(({ id }) => id).filter((id) => id !== survivor)
      const answer = await run({ entity: entity.name, survivor, others, values: { ...choices } })
      const named = records.find(({ id }) => id === (choices[entity.title] ?? survivor))
      undo.offer({
        event: answer.event,
        text: t('duplicates.merging.done', { title: String(named?.[entity.title] ?? '') }),
      })
      onMerged(survivor)
      onClose()
    } catch {
      // The command keeps the refusal, and the dialog shows it.
    }
  }

  useActions('dialog', [
    {
      id: 'duplicates.mergeNow',
      titleKey: 'duplicates.merging.submit',
      keys: 'Mod+Enter',
      inFields: true,
      keyOnly: true,
      perform: () => void merge(),
    },
  ])

  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="wide"
      footer={
        <>
          <Button onClick={onClose}>{t('shell.cancel')}</Button>
          {found.may && (
            <Button variant="primary" keys="Mod+Enter" loading={isPending} onClick={() => void merge()}>
              {t('duplicates.merging.submit')}
            </Button>
          )}
        </>
      }
    >
      <form className={css.form} onSubmit={merge}>
        {error && <ErrorBox>{errorSentence(t, error)}</ErrorBox>}
        {!found.may && <ErrorBox>{t('duplicates.merging.notAllowed')}</ErrorBox>}
        <p className={css.help}>{t('duplicates.merging.survivorHelp')}</p>
        <MergeTable
          entity={entity}
          records={records}
          titles={found.titles}
          fields={found.fields}
          survivor={survivor}
          choices={choices}
          onSurvivor={(id) => {
            setSurvivor(id)
            setChoices(suggestChoices(records, id, found.fields))
          }}
          onChoice={(field, id) => setChoices((all) => ({ ...all, [field]: id }))}
        />
        <Moves moves={found.moves} survivor={survivor} />
      </form>
    </Modal>
  )
}

/** What belongs to the records that go. */
function Moves({ moves, survivor }: { moves: Preview['moves']; survivor: string }) {
  const t = useT()
  const words = useFieldWords()
  const counts = new Map<string, number>()
  for (const { entity, from, count } of moves)
    if (from !== survivor) counts.set(entity, (counts.get(entity) ?? 0) + count)
  const what = [...counts].map(([entity, count]) => words.count(entity, count)).join(', ')
  return (
    <p className={css.moves}>
      {what ? t('duplicates.merging.moves', { what }) : t('duplicates.merging.movesNothing')}
    </p>
  )
}
