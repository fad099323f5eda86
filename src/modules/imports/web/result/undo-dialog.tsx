import { useState } from 'react'
import { errorSentence } from '../../../../web/text/errors.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Modal } from '../../../../web/ui/overlays.tsx'
import { ErrorBox } from '../../../../web/ui/small.tsx'
import type { ImportRecord } from '../import-record.ts'
import { useImportVerbs } from '../use-import.ts'
import { useImportWords } from '../words.ts'
import css from './result.module.css'

interface UndoDialogProps {
  /** What is to be taken back; null while the dialog is closed. */
  record: ImportRecord | null
  onClose: () => void
}

/** Asked first: taking an import back cannot itself be taken back. */
export function UndoDialog({ record, onClose }: UndoDialogProps) {
  const t = useT()
  return (
    <Modal opened={record !== null} onClose={onClose} title={t('import.undo.title')}>
      {record && <Undoing key={record.id} record={record} onClose={onClose} />}
    </Modal>
  )
}

function Undoing({ record, onClose }: { record: ImportRecord; onClose: () => void }) {
  const t = useT()
  const words = useImportWords()
  const { undo, isUndoing } = useImportVerbs()
  const [failure, setFailure] = useState<unknown>(null)
  const { created = 0, updated = 0 } = record.counts ?? {}

  async function act() {
    setFailure(null)
    try {
      await undo({ id: record.id })
      onClose()
    } catch (error) {
      setFailure(error)
    }
  }

  return (
    <div className={css.dialog}>
      <p className={css.fileName}>{record.fileName}</p>
      <ul className={css.consequences}>
        {created > 0 && <li>{words.counted('import.undo.removes', created)}</li>}
        {updated > 0 && <li>{words.counted('import.undo.restores', updated)}</li>}
        <li>{t('import.undo.keeps')}</li>
      </ul>
      {failure !== null && <ErrorBox>{errorSentence(t, failure)}</ErrorBox>}
      <div className={css.buttons}>
        <Button onClick={onClose}>{t('shell.cancel')}</Button>
        <Button variant="danger" icon="undo" loading={isUndoing} onClick={() => void act()}>
          {t('import.undo.act')}
        </Button>
      </div>
    </div>
  )
}
