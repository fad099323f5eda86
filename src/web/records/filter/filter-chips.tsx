import type { Entity } from '../../../kernel/entities/entity.ts'
import { type Filter, simplifyFilter } from '../../../kernel/queries/filter.ts'
import type { Titles } from '../../api/shapes.ts'
import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './filter-chips.module.css'
import { partsOf } from './filter-draft.ts'
import { useFilterWords } from './filter-words.ts'

export interface FilterChipsProps {
  entity: Entity
  filter: Filter
  titles: Titles
  onChange: (filter: Filter) => void
  onEdit: () => void
}

/** The conditions in force, in words; each is edited by pressing it and taken away by its cross. */
export function FilterChips({ entity, filter, titles, onChange, onEdit }: FilterChipsProps) {
  const t = useT()
  const tell = useFilterWords(entity, titles)
  const parts = partsOf(filter)
  if (parts.length === 0) return null
  return (
    <ul className={css.chips} aria-label={t('records.filter.inForce')}>
      {parts.map((part) => {
        const words = tell(part)
        return (
          <li key={JSON.stringify(part)} className={css.chip}>
            <button type="button" className={css.words} onClick={onEdit} title={words}>
              {words}
            </button>
            <button
              type="button"
              className={css.remove}
              aria-label={t('records.filter.removeNamed', { words })}
              onClick={() => onChange(simplifyFilter({ all: parts.filter((one) => one !== part) }))}
            >
              <Icon name="close" size={12} />
            </button>
          </li>
        )
      })}
      <li>
        <Button size="small" variant="subtle" onClick={() => onChange({ all: [] })}>
          {t('records.filter.clear')}
        </Button>
      </li>
    </ul>
  )
}
