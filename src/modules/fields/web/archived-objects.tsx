import { type Named, wordOf } from '../../../kernel/entities/custom-model.ts'
import { useRecords } from '../../../web/api/records.ts'
import { useLanguage, useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { restoreObject } from '../field.commands.ts'
import { customObject } from '../field.entity.ts'
import css from './fields-page.module.css'
import { useModelChange } from './use-model.ts'

/** Nouns that are out of use, each with the way back. */
export function ArchivedObjects() {
  const t = useT()
  const language = useLanguage()
  const restoring = useModelChange(restoreObject)
  const { rows } = useRecords(customObject, {
    filter: { field: 'archivedAt', op: 'notEmpty' },
    sort: ['position'],
    limit: 200,
  })
  if (rows.length === 0) return null
  return (
    <section className={css.part} aria-label={t('customFields.object.archived')}>
      <h2 className={css.heading}>{t('customFields.object.archived')}</h2>
      {rows.map((row) => (
        <div key={row.id} className={css.object}>
          <span>
            {wordOf(row.many as Named, language)} <code className={css.key}>{String(row.name)}</code>
          </span>
          <Button size="small" onClick={() => void restoring.change({ object: row.id })}>
            {t('customFields.restore')}
          </Button>
        </div>
      ))}
    </section>
  )
}
