import type { Entity } from '../../../kernel/entities/entity.ts'
import { isRefusal } from '../../api/errors.ts'
import type { Row, Titles } from '../../api/shapes.ts'
import { useFieldWords } from '../../fields/field-words.ts'
import { showToast } from '../../shell/toasts.tsx'
import { fieldSentences } from '../../text/errors.ts'
import { useT } from '../../text/i18n.ts'
import { useSave } from '../save.ts'

/** Saves one cell of a list; what is refused is told with the way to try again. */
export function useSaveCell(entity: Entity) {
  const t = useT()
  const words = useFieldWords()
  const save = useSave(entity)
  return async function saveCell(row: Row, field: string, value: unknown, titles: Titles | undefined) {
    try {
      await save(row, { [field]: value }, titles)
    } catch (error) {
      const sentence =
        fieldSentences(t, error)[field] ??
        (isRefusal(error, 'record.duplicate') ? t('records.duplicate') : undefined)
      showToast({
        tone: 'error',
        text: `${words.field(entity, field)}: ${sentence ?? t('records.notSaved')}`,
        action: { label: t('shell.retry'), perform: () => void saveCell(row, field, value, titles) },
      })
    }
  }
}
