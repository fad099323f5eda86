import { useEffect } from 'react'
import { noteViewed, recentRecords } from '../../../kernel/commands/places.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { useCache } from '../../api/cache.ts'
import { api } from '../../api/client.ts'

/** Remembers with the server that this record was looked at. That it could not be remembered is no news. */
export function useNoteViewed({ name }: Entity, id: string): void {
  const { client } = useCache()
  useEffect(() => {
    api
      .command(noteViewed, { entity: name, id })
      .then(() => client.invalidateQueries({ queryKey: ['question', recentRecords.name] }))
      .catch(() => {})
  }, [client, name, id])
}
