import type { Entity } from '../../../kernel/entities/entity.ts'
import { useFieldWords } from '../../fields/field-words.ts'
import { useT } from '../../text/i18n.ts'
import { useFormat } from '../../text/use-format.ts'
import type { Group, GroupsState } from '../grouped/use-groups.ts'
import css from './board.module.css'
import type { Sum } from './board-cache.ts'
import { Sums } from './board-head.tsx'

export interface FieldHeadProps {
  entity: Entity
  asked: Pick<GroupsState, 'exact' | 'more'> & { groups: readonly Pick<Group, 'count' | 'sums'>[] }
  by: string
  sum: string | null
}

/** By what the records are grouped, how many there are and for how much; says when that is an estimate. */
export function FieldHead({ entity, asked, by, sum }: FieldHeadProps) {
  const t = useT()
  const words = useFieldWords()
  const format = useFormat()
  const count = asked.groups.reduce((total, group) => total + group.count, 0)
  const sums = added(asked.groups.flatMap((group) => group.sums))
  return (
    <div className={css.head}>
      <span>{t('records.groups.by', { field: words.field(entity, by) })}</span>
      <span>
        {t('records.groups.count')}{' '}
        <b>
          {asked.exact ? '' : '≈ '}
          {format.number(count)}
        </b>
      </span>
      {sum && sums.length > 0 && (
        <span>
          {words.field(entity, sum)} {asked.exact ? '' : '≈ '}
          <Sums sums={sums} />
        </span>
      )}
      {asked.more && <span>{t('records.groups.more')}</span>}
      {!asked.exact && <span>{t('records.groups.estimate')}</span>}
    </div>
  )
}

function added(sums: readonly Sum[]): Sum[] {
  const totals = new Map<string | null, number>()
  for (const { amount, currency } of sums) totals.set(currency, (totals.get(currency) ?? 0) + amount)
  return [...totals].map(([currency, amount]) => ({ currency, amount }))
}
