import type { Entity } from '../../../../kernel/entities/entity.ts'
import type { Field } from '../../../../kernel/fields/f.ts'
import { evaluateFormula, fieldValue } from '../../../../kernel/formula/evaluate-formula.ts'
import { isOwn } from '../../../../kernel/formula/resolve-formula.ts'
import { useRecords } from '../../../../web/api/records.ts'
import { useSession } from '../../../../web/api/session.ts'
import { widgetOf } from '../../../../web/fields/widgets.ts'
import { useT } from '../../../../web/text/i18n.ts'
import css from './formula-input.module.css'

const shown = 3

/** What a formula gives for the newest records; nothing is shown of one that looks at other records. */
export function FormulaValues({ entity, field }: { entity: Entity; field: Field }) {
  const t = useT()
  const { timeZone } = useSession().workspace
  const { rows } = useRecords(entity, { sort: ['-createdAt'], limit: shown })
  const formula = field.computed
  if (!formula || !isOwn(formula) || rows.length === 0) return null
  const { Display } = widgetOf(field)
  const around = { now: new Date(), timeZone, related: () => undefined, holding: () => [] }
  return (
    <dl className={css.values} aria-label={t('customFields.formula.examples')}>
      {rows.map((row) => {
        const value = fieldValue(field, evaluateFormula(formula, row, around))
        return (
          <div key={row.id} className={css.example}>
            <dt>{String(row[entity.title] ?? '')}</dt>
            <dd>
              {value === null ? (
                t('customFields.formula.nothing')
              ) : (
                <Display entity={entity} name="" field={field} value={value} titles={{}} where="cell" />
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
