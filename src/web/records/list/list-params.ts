import { useDeferredValue, useMemo } from 'react'
import { type Filter, isEmptyFilter } from '../../../kernel/queries/filter.ts'
import type { ListParams } from '../../api/shapes.ts'
import { stepColumn } from '../screens.ts'
import type { ListState } from './list-search.ts'

/** What a list asks the server for. */
type Asked = Pick<ListState, 'filter' | 'sort' | 'q'>

/** The order as the server knows it: of the next step by its date. */
export const sortOf = (sort: readonly string[]) =>
  sort.map((one) => one.replace(new RegExp(`^(-?)${stepColumn}$`), '$1nextStep'))

/** The parameters of a list's request. */
export function paramsOf({ filter, sort, q }: Asked): ListParams {
  return { filter, sort: sortOf(sort), q: q || undefined }
}

/** The same object while they say the same; what is typed is followed when there is time. */
export function useParams({ filter, sort, q }: Asked): ListParams {
  const search = useDeferredValue(q)
  return useSame(paramsOf({ filter, sort, q: search }))
}

/** The same object as long as parameters say the same. */
export function useSame(params: ListParams): ListParams {
  const text = JSON.stringify(params)
  // The text was written from parameters a line above.
  return useMemo(() => JSON.parse(text) as ListParams, [text])
}

/** Whether a list shows less than all there is. */
export const isNarrowed = ({ filter, q }: { filter: Filter; q: string }): boolean =>
  q !== '' || !isEmptyFilter(filter)
