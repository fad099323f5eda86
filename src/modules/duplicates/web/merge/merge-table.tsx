import type { Entity } from '../../../../kernel/entities/entity.ts'
import type { Row, Titles } from '../../../../web/api/shapes.ts'
import { FieldValue } from '../../../../web/fields/field-value.tsx'
import { useFieldWords } from '../../../../web/fields/field-words.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import css from './merge-dialog.module.css'
import { type Choices, differingFields, isFilled } from './suggest-choices.ts'

export interface MergeTableProps {
  entity: Entity
  records: readonly Row[]
  titles: Titles
  fields: readonly string[]
  survivor: string
  choices: Choices
  onSurvivor: (id: string) => void
  onChoice: (field: string, id: string) => void
}

/** The records side by side: which stays, and of each field on which they differ whose value is taken. */
export function MergeTable(props: MergeTableProps) {
  const { entity, records, titles, fields, survivor, choices, onSurvivor, onChoice } = props
  const t = useT()
  const format = useFormat()
  const words = useFieldWords()
  const differing = differingFields(records, fields)
  const same = fields.filter((name) => !differing.includes(name) && isFilled(records[0]?.[name]))
  return (
    <>
      <div className={css.scroll}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t('duplicates.merging.survivor')}</th>
              {records.map((row) => (
                <td key={row.id} data-chosen={row.id === survivor || undefined}>
                  <label className={css.pick}>
                    <input
                      type="radio"
                      name="survivor"
                      checked={row.id === survivor}
                      onChange={() => onSurvivor(row.id)}
                    />
                    <span>
                      <strong>{String(row[entity.title] || t('duplicates.merging.untitled'))}</strong>
                      <span className={css.meta}>{format.moment(row.createdAt)}</span>
                    </span>
                  </label>
                </td>
              ))}
            </tr>
          </thead>
          <tbody>
            {differing.map((name) => (
              <tr key={name}>
                <th scope="row">{words.field(entity, name)}</th>
                {records.map((row) => (
                  <td key={row.id} data-chosen={choices[name] === row.id || undefined}>
                    {isFilled(row[name]) ? (
                      <label className={css.pick}>
                        <input
                          type="radio"
                          name={`value-${name}`}
                          checked={choices[name] === row.id}
                          onChange={() => onChoice(name, row.id)}
                        />
                        <span className={css.value}>
                          <FieldValue entity={entity} name={name} value={row[name]} titles={titles} />
                        </span>
                      </label>
                    ) : (
                      <span className={css.empty}>—</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {same.length > 0 && (
        <p className={css.help}>
          {t('duplicates.merging.same', {
            fields: same.map((name) => words.field(entity, name).toLowerCase()).join(', '),
          })}
        </p>
      )}
    </>
  )
}
