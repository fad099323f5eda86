import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { search } from '../../kernel/commands/records.ts'
import { keys } from './cache.ts'
import { api } from './client.ts'

/** A record found by its name, phone, mail or number. */
export type FoundRecord = SearchAnswer['items'][number]

type SearchAnswer = z.output<typeof search.output>

/** Finds records by a text of two or more characters; asked 150 ms after the last key, stale requests are dropped. */
export function useFoundRecords(text: string, limit = 12) {
  const wanted = useSettled(text.trim(), 150)
  const result = useQuery({
    queryKey: keys.question('search', { q: wanted, limit }),
    queryFn: ({ signal }) => api.query(search, { q: wanted, limit }, signal),
    enabled: wanted.length >= 2,
    placeholderData: keepPreviousData,
  })
  const isAsked = text.trim().length >= 2
  return {
    records: isAsked ? (result.data?.items ?? []) : [],
    /** The text as it was understood, where nothing was found for it as it was typed. */
    shownFor: isAsked ? (result.data?.shownFor ?? null) : null,
    error: isAsked ? result.error : null,
  }
}

/** A value that has not changed for so many milliseconds. */
export function useSettled<Value>(value: Value, milliseconds: number): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}
