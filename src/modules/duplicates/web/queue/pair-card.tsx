import type { ReactNode } from 'react'
import type { Entity } from '../../../../kernel/entities/entity.ts'
import type { Row, Titles } from '../../../../web/api/shapes.ts'
import { Link } from '../../../../web/app/routing.tsx'
import { FieldValue } from '../../../../web/fields/field-value.tsx'
import { useFieldWords } from '../../../../web/fields/field-words.ts'
import { likenessWords, unlikenessWords } from '../../../../web/records/likeness-words.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Badge } from '../../../../web/ui/small.tsx'
import { isFilled } from '../merge/suggest-choices.ts'
import css from './duplicates-page.module.css'

export interface Pair {
  id: string
  score: number
  reasons: readonly { code: string; field: string; weight: number }[]
  records: readonly [Row, Row]
  titles: Titles
}

export function titleIn(entity: Entity, row: Row): string {
  return String(row[entity.title] ?? '')
}

/** Two records side by side, field by field, and why they seem to be one. */
export function PairCard({ entity, pair, actions }: { entity: Entity; pair: Pair; actions: ReactNode }) {
  const t = useT()
  const format = useFormat()
  const words = useFieldWords()
  const against = unlikenessWords(t, pair.reasons)
  const agreeing = new Set(pair.reasons.filter(({ weight }) => weight > 0).map(({ field }) => field))
  const fields = Object.keys(entity.fields).filter((name) => {
    const { type, hidden } = entity.fields[name] ?? { type: { name: 'json' }, hidden: true }
    const isSystem = ['pipeline', 'nextStep', 'updatedAt', entity.title].includes(name)
    return !hidden && !isSystem && type.name !== 'json' && pair.records.some((row) => isFilled(row[name]))
  })
  return (
    <section className={css.card} aria-label={pair.records.map((row) => titleIn(entity, row)).join(' · ')}>
      <div className={css.why}>
        <p>
          <Badge tone={pair.score >= 0.9 ? 'warning' : 'neutral'}>
            {t('duplicates.alike', { percent: format.percent(Math.min(0.99, pair.score), 0) })}
          </Badge>{' '}
          {likenessWords(t, pair.reasons, 5)}
        </p>
        {against && <p className={css.against}>{t('duplicates.against', { reasons: against })}</p>}
      </div>
      <div className={css.actions}>{actions}</div>
      <table className={css.table}>
        <thead>
          <tr>
            <td />
            {pair.records.map((row) => (
              <th key={row.id} scope="col">
                <Link to={`/${entity.table}/${row.id}`}>{titleIn(entity, row)}</Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map((name) => (
            <tr key={name} data-agrees={agreeing.has(name) || undefined}>
              <th scope="row">{words.field(entity, name)}</th>
              {pair.records.map((row) => (
                <td key={row.id}>
                  {isFilled(row[name]) ? (
                    <FieldValue
                      entity={entity}
                      name={name}
                      value={row[name]}
                      titles={pair.titles}
                      where="page"
                    />
                  ) : (
                    <span className={css.none}>—</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
