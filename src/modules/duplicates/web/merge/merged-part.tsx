import { mergesOf, unmergeCommand } from '../../../../kernel/commands/merge.ts'
import { useCommand, useQuestion } from '../../../../web/api/commands.ts'
import { useCan } from '../../../../web/api/session.ts'
import { useFieldWords } from '../../../../web/fields/field-words.ts'
import type { RecordPartProps } from '../../../../web/records/screens.ts'
import { showToast } from '../../../../web/shell/toasts.tsx'
import { tellFailure } from '../../../../web/shell/undo.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Icon } from '../../../../web/ui/icon.tsx'
import css from './merged-part.module.css'

/** On the page of a record: what has gone into it, and the way to take it apart while that is possible. */
export function MergedPart({ entity, row }: RecordPartProps) {
  const t = useT()
  const format = useFormat()
  const words = useFieldWords()
  const { data } = useQuestion(mergesOf, { entity: entity.name, record: row.id }, { touches: [entity.name] })
  const { run, isPending } = useCommand(unmergeCommand)
  const mayUnmerge = useCan(`${entity.rightsObject}:update`)

  async function unmerge(event: string) {
    try {
      const { kept } = await run({ event })
      const fields = kept.map((name) => words.field(entity, name)).join(', ')
      showToast({ text: fields ? t('duplicates.merged.kept', { fields }) : t('duplicates.merged.done') })
    } catch (error) {
      tellFailure(error)
    }
  }

  if (!data || data.items.length === 0) return null
  return (
    <ul className={css.merges}>
      {data.items.map(({ event, at, others }, index) => (
        <li key={event} className={css.merge}>
          <Icon name="copy" size={14} />
          <span>
            {t('duplicates.merged.from', { titles: others.map(({ title }) => title).join(', ') })}{' '}
            <span className={css.when}>{format.momentLong(at)}</span>
          </span>
          {/* Merges come apart the way they were made, the latest first. */}
          {index === 0 && mayUnmerge && (
            <Button
              size="small"
              variant="subtle"
              icon="undo"
              loading={isPending}
              onClick={() => void unmerge(event)}
            >
              {t('duplicates.merged.unmerge')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
