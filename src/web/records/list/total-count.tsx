import { useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { latestTotal } from '../../api/grid.ts'
import { useFieldWords } from '../../fields/field-words.ts'
import { useFormat } from '../../text/use-format.ts'
import { useIsPhone } from '../../ui/use-media.ts'
import type { RecordScreens } from '../screens.ts'
import { listGroup } from './layouts.ts'
import css from './total-count.module.css'
import type { List } from './use-list.ts'

/** How many records the list has; an estimate is marked "≈". */
export function TotalCount({ screens, list }: { screens: RecordScreens; list: List }) {
  const client = useQueryClient()
  const words = useFieldWords()
  const format = useFormat()
  const isPhone = useIsPhone()
  const { entity } = screens
  const total = useSyncExternalStore(
    (notify) => client.getQueryCache().subscribe(notify),
    () => latestTotal(client, entity.name),
  )
  if (!total || isPhone || list.state.layout !== 'list' || listGroup(entity, list.state)) return null
  const count = words.count(entity.name, total.count, { formatted: format.number(total.count) })
  return (
    <output className={css.total} aria-live="polite">
      {total.exact ? '' : '≈ '}
      {count}
    </output>
  )
}
