import { type FormEvent, useState } from 'react'
import { longestFileName } from '../../../kernel/text/file-name.ts'
import { useCommand } from '../../../web/api/commands.ts'
import { tellFailure, useUndo } from '../../../web/shell/undo.ts'
import { useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { TextInput } from '../../../web/ui/inputs.tsx'
import { Modal } from '../../../web/ui/overlays.tsx'
import { renameFile } from '../file.commands.ts'
import type { FileRow } from './file-row.ts'
import css from './files-part.module.css'

/** Asks what a file is to be called. */
export function RenameDialog({ file, onClose }: { file: FileRow; onClose: () => void }) {
  const t = useT()
  const undo = useUndo()
  const { run, isPending } = useCommand(renameFile, { touches: [{ entity: 'file' }] })
  const [name, setName] = useState(file.name)

  async function save(event: FormEvent) {
    event.preventDefault()
    try {
      const answer = await run({ id: file.id, name: name.trim() })
      if (answer.name !== file.name)
        undo.offer({ event: answer.event, text: t('files.renamed', { name: answer.name }) })
      onClose()
    } catch (error) {
      tellFailure(error)
    }
  }

  return (
    <Modal opened onClose={onClose} title={t('files.rename')}>
      <form className={css.form} onSubmit={(event) => void save(event)}>
        <TextInput
          label={t('files.newName')}
          value={name}
          onChange={setName}
          maxLength={longestFileName}
          autoFocus
        />
        <Button type="submit" variant="primary" loading={isPending} disabled={name.trim() === ''}>
          {t('shell.save')}
        </Button>
      </form>
    </Modal>
  )
}
