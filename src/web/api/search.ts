import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { keys } from './cache.ts'
import { api } from './client.ts'

/** A record found by its name, phone, mail or number. */
export interface FoundRecord {
  entity: string
  id: string
  title: string
  subtitle?: string
  phone?: string
  email?: string
}

/** Finds records by a text of two or more characters; asked 150 ms after the last key, stale requests are dropped. */
export function useFoundRecords(text: string, limit = 12) {
  const wanted = useSettled(text.trim(), 150)
  const result = useQuery({
    queryKey: keys.question('search', { q: wanted, limit }),
    queryFn: ({ signal }) =>
      api.call<{ items: FoundRecord[] }>('GET', '/search', { query: { q: wanted, limit }, signal }),
    enabled: wanted.length >= 2,
    placeholderData: keepPreviousData,
  })
  const isAsked = text.trim().length >= 2
  return { records: isAsked ? (result.data?.items ?? []) : [], error: isAsked ? result.error : null }
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
