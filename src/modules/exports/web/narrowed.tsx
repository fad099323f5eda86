import type { ExportItem } from '../../../kernel/commands/exports.ts'
import { checkFilter } from '../../../kernel/queries/check-filter.ts'
import { allNouns } from '../../../web/app/registry.ts'
import { useFilterTitles, useFilterWords } from '../../../web/records/filter/filter-words.ts'
import { useT } from '../../../web/text/i18n.ts'
import css from './exports.module.css'

/** Which records it was about: all, those found, those of a filter, or so many that were selected. */
export function Narrowed({
  one: { entity, filter, q, named },
}: {
  one: Pick<ExportItem, 'entity' | 'filter' | 'q' | 'named'>
}) {
  const t = useT()
  const noun = allNouns().find(entity)
  if (named !== null) return <span className={css.aside}>{t('exports.named', { count: named })}</span>
  return (
    <span className={css.aside}>
      {filter && noun ? <FilterTold entity={entity} filter={filter} /> : q ? null : t('exports.everything')}
      {q && `“${q}”`}
    </span>
  )
}

function FilterTold({ entity, filter }: { entity: string; filter: unknown }) {
  const noun = allNouns().entity(entity)
  const checked = readable(filter, entity)
  const titles = useFilterTitles(noun, checked ?? { all: [] })
  const tell = useFilterWords(noun, titles)
  return checked ? tell(checked) : null
}

/** A filter may speak of fields that are there no more. */
function readable(filter: unknown, entity: string) {
  try {
    return checkFilter(filter, allNouns().entity(entity), allNouns())
  } catch {
    return null
  }
}
