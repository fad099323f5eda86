import { useCache } from '../../../web/api/cache.ts'
import { useCommand } from '../../../web/api/commands.ts'
import { allNouns } from '../../../web/app/registry.ts'
import { tellFailure } from '../../../web/shell/undo.ts'
import { useT } from '../../../web/text/i18n.ts'
import type { Option } from '../../../web/ui/select.tsx'
import { follow, followExceptions, followersOf } from '../notice.commands.ts'
import { type FollowWants, followWants } from '../notice-kinds.ts'

/** What one wants to hear of a record, `nothing` being not to follow it. */
export type Following = FollowWants | 'nothing'

/** Chooses what to be told of a record. */
export function useFollow(): (entity: string, id: string, following: Following) => Promise<void> {
  const { client } = useCache()
  const { run } = useCommand(follow, { touches: [] })
  return async (entity, id, following) => {
    try {
      await run(
        following === 'nothing'
          ? { entity, id, isFollowing: false }
          : { entity, id, isFollowing: true, wants: following },
      )
      for (const { name } of [followersOf, followExceptions])
        void client.invalidateQueries({ queryKey: ['question', name] })
    } catch (error) {
      tellFailure(error)
    }
  }
}

/** What there is to choose from for a record of a noun, in words. */
export function useFollowWords(): (entity: string) => Option<Following>[] {
  const t = useT()
  return (entity) => [
    ...followWants.map((value) => ({
      value,
      // Who has no stages has an owner only.
      label: t(
        value === 'course' && !allNouns().find(entity)?.worked
          ? 'notices.wants.owner'
          : `notices.wants.${value}`,
      ),
    })),
    { value: 'nothing', label: t('notices.wants.nothing') },
  ]
}
