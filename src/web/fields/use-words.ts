import { useQuery } from '@tanstack/react-query'
import { keys } from '../api/cache.ts'
import { api } from '../api/client.ts'
import { allNouns, shownEntity } from '../app/registry.ts'

/** Whether records of a noun are words others are marked with, and not shown by themselves. */
export const isVocabulary = (to: string) => shownEntity(to) === undefined

/** A record of a small vocabulary: a tag. */
export interface Word {
  id: string
  name: string
  colour: string | undefined
  isArchived: boolean
}

const pageSize = 200
/** A vocabulary nobody can survey is not fetched to its end. */
const mostPages = 5

/** Every record of a vocabulary by id, in the order of names; asked for once and shared by all that show it. */
export function useWords(to: string): ReadonlyMap<string, Word> {
  const { data } = useQuery({
    queryKey: [...keys.records(to), 'words'],
    queryFn: ({ signal }) => fetchWords(to, signal),
    staleTime: 5 * 60_000,
  })
  return data ?? none
}

const none: ReadonlyMap<string, Word> = new Map()

async function fetchWords(to: string, signal: AbortSignal): Promise<ReadonlyMap<string, Word>> {
  const noun = allNouns().entity(to)
  const words = new Map<string, Word>()
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page++) {
    const { items, nextCursor } = await api.list(
      noun,
      { sort: [noun.title], limit: pageSize, cursor },
      signal,
    )
    for (const row of items)
      words.set(row.id, {
        id: row.id,
        name: String(row[noun.title] ?? ''),
        colour: typeof row.colour === 'string' ? row.colour : undefined,
        isArchived: row.isArchived === true,
      })
    if (!nextCursor) break
    cursor = nextCursor
  }
  return words
}
