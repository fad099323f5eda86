import { useMemo } from 'react'
import { useRecords } from '../../../../web/api/records.ts'
import { user } from '../../../people/index.ts'
import { useSame } from './use-same.ts'

export interface Colleague {
  id: string
  name: string
  team: string | null
}

const params = { filter: { field: 'isActive', op: 'eq', value: true }, sort: ['name'], limit: 200 }

/** The people who work here now, by name. Asked for only while `enabled`. */
export function useColleagues(enabled = true): { colleagues: readonly Colleague[]; isLoading: boolean } {
  const { rows, isLoading } = useRecords(user, params, { enabled })
  const same = useSame(rows)
  const colleagues = useMemo(
    () =>
      same.map(({ id, name, team }) => ({
        id,
        name: String(name),
        team: typeof team === 'string' ? team : null,
      })),
    [same],
  )
  return { colleagues, isLoading }
}
