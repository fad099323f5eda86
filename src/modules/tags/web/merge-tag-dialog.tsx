import { useState } from 'react'
import { useCommand } from '../../../web/api/commands.ts'
import { tellFailure, useUndo } from '../../../web/shell/undo.ts'
import { useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Modal } from '../../../web/ui/overlays.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { mergeTags } from '../tag.commands.ts'
import type { KnownTag } from './known-tag.ts'
import css from './tags.module.css'

export interface MergeTagDialogProps {
  tag: KnownTag
  all: readonly KnownTag[]
  onClose: () => void
}

/** Makes one tag of two. */
export function MergeTagDialog({ tag: gone, all, onClose }: MergeTagDialogProps) {
  const t = useT()
  const undo = useUndo()
  const { run, isPending } = useCommand(mergeTags)
  const [into, setInto] = useState<string | null>(null)
  const others = all.filter(({ id }) => id !== gone.id)
  const target = others.find(({ id }) => id === into)

  async function merge() {
    if (!target || isPending) return
    try {
      const { event } = await run({ into: target.id, others: [gone.id] })
      undo.offer({ event, text: t('tags.mergedNamed', { name: gone.name, into: target.name }) })
      onClose()
    } catch (error) {
      tellFailure(error, () => void merge())
    }
  }

  return (
    <Modal opened onClose={onClose} title={t('tags.mergeNamed', { name: gone.name })}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          void merge()
        }}
      >
        <Select
          label={t('tags.mergeInto')}
          autoFocus
          value={into}
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setInto}
        />
        {target && (
          <p className={css.warning}>
            {t('tags.mergeAbout', { name: gone.name, into: target.name, count: gone.count })}
          </p>
        )}
        <div className={css.buttons}>
          <Button onClick={onClose}>{t('shell.cancel')}</Button>
          <Button
            type="submit"
            variant="primary"
            loading={isPending}
            disabled={!target}
            title={target ? undefined : t('tags.chooseTarget')}
          >
            {t('tags.merge')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
