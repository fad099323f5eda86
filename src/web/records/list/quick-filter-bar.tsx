import type { Entity } from '../../../kernel/entities/entity.ts'
import { useT } from '../../text/i18n.ts'
import css from './quick-filter-bar.module.css'
import { isInForce, quickFilters, toggleQuick } from './quick-filters.ts'
import type { List } from './use-list.ts'

/** Conditions that are put on and taken off with one press. */
export function QuickFilterBar({ entity, list }: { entity: Entity; list: List }) {
  const t = useT()
  const { filter } = list.state
  return (
    <div className={css.bar} role="toolbar" aria-label={t('records.quick.title')}>
      {quickFilters(entity).map((quick) => (
        <button
          key={quick.id}
          type="button"
          className={css.chip}
          aria-pressed={isInForce(filter, quick)}
          onClick={() => list.change({ filter: toggleQuick(filter, quick) })}
        >
          {t.dyn(`records.quick.${quick.id}`)}
        </button>
      ))}
    </div>
  )
}
