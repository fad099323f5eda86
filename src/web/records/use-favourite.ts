import { favourites, setFavourite } from '../../kernel/commands/places.ts'
import { useCache } from '../api/cache.ts'
import { useCommand, useQuestion } from '../api/commands.ts'
import { tellFailure } from '../shell/undo.ts'

/** Whether a record or a saved view bears the reader's star, and the way to change it. */
export function useFavourite(entity: string, id: string | undefined) {
  const { client } = useCache()
  const { data } = useQuestion(favourites, {}, { touches: [] })
  const { run } = useCommand(setFavourite, { touches: [] })
  const isFavourite = data?.items.some((one) => one.id === id) === true
  return {
    isFavourite,
    toggle: async () => {
      if (!id) return
      try {
        await run({ entity, id, isFavourite: !isFavourite })
        await client.invalidateQueries({ queryKey: ['question', favourites.name] })
      } catch (error) {
        tellFailure(error)
      }
    },
  }
}
