import { useState } from 'react'
import { useCommand } from '../../../web/api/commands.ts'
import type { Titles } from '../../../web/api/shapes.ts'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { RefsPicker } from '../../../web/fields/refs-picker.tsx'
import { ConfirmBulk } from '../../../web/records/bulk/confirm-bulk.tsx'
import type { BulkActProps } from '../../../web/records/screens.ts'
import { tellFailure, useUndo } from '../../../web/shell/undo.ts'
import { useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Modal } from '../../../web/ui/overlays.tsx'
import { changeTags } from '../tag.commands.ts'
import css from './tags.module.css'

interface Chosen {
  ids: string[]
  titles: Titles
}

const nothing: Chosen = { ids: [], titles: {} }

/** Gives the chosen records tags and takes others from them. */
export function ChangeTagsDialog({ entity, ids, selection, total, onClose, onDone }: BulkActProps) {
  const t = useT()
  const words = useFieldWords()
  const undo = useUndo()
  const { run, isPending } = useCommand(changeTags, { touches: [{ entity: entity.name }] })
  const [add, setAdd] = useState(nothing)
  const [remove, setRemove] = useState(nothing)
  const isEmpty = add.ids.length + remove.ids.length === 0
  const namesOf = ({ ids: chosen, titles }: Chosen) => chosen.map((id) => titles[id] ?? '')

  const [isAsked, setAsked] = useState(false)
  const isWhole = selection.ids === undefined
  const count = isWhole ? (total?.count ?? ids.length) : ids.length

  async function save() {
    if (isEmpty || isPending) return
    // Of all that a list shows is said first how many they are; what one sees selected needs no asking.
    if (isWhole) return setAsked(true)
    try {
      const { done, failed, event } = await run({
        entity: entity.name,
        ids: [...ids],
        add: namesOf(add),
        remove: namesOf(remove),
      })
      const records = words.count(entity.name, done)
      const text =
        failed.length > 0
          ? t('tags.changedPartly', { records, count: failed.length })
          : t('tags.changed', { records })
      undo.offer({ event, text })
      onClose()
      if (failed.length === 0) onDone()
    } catch (error) {
      tellFailure(error, () => void save())
    }
  }

  return (
    <Modal opened onClose={onClose} title={t('tags.changeOf', { records: words.count(entity.name, count) })}>
      {isAsked ? (
        <ConfirmBulk
          entity={entity}
          selection={selection}
          act={{ kind: 'tag', add: namesOf(add), remove: namesOf(remove) }}
          titles={{}}
          onClose={onClose}
          onStarted={onDone}
        />
      ) : (
        <form
          className={css.form}
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
          }}
        >
          <RefsPicker
            to="tag"
            label={t('tags.add')}
            autoFocus
            mayCreate
            value={add.ids}
            titles={add.titles}
            onChange={(chosen, titles) => setAdd({ ids: chosen, titles })}
          />
          <RefsPicker
            to="tag"
            label={t('tags.remove')}
            value={remove.ids}
            titles={remove.titles}
            onChange={(chosen, titles) => setRemove({ ids: chosen, titles })}
          />
          <div className={css.buttons}>
            <Button onClick={onClose}>{t('shell.cancel')}</Button>
            <Button
              type="submit"
              variant="primary"
              keys="Mod+Enter"
              loading={isPending}
              disabled={isEmpty}
              title={isEmpty ? t('tags.chooseFirst') : undefined}
            >
              {t('shell.save')}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  )
}
