import { useCache } from '../../../web/api/cache.ts'
import { useCommand, useQuestion } from '../../../web/api/commands.ts'
import type { RecordPartProps } from '../../../web/records/screens.ts'
import { useActions } from '../../../web/shell/actions/registry.ts'
import { tellFailure } from '../../../web/shell/undo.ts'
import { useT } from '../../../web/text/i18n.ts'
import { IconButton } from '../../../web/ui/button.tsx'
import { follow, followersOf } from '../notice.commands.ts'

/** Follows a record, or follows it no more. */
export function FollowButton({ entity, row }: RecordPartProps) {
  const t = useT()
  const { client } = useCache()
  const { data } = useQuestion(
    followersOf,
    { entity: entity.name, record: row.id },
    { touches: [entity.name] },
  )
  const { run } = useCommand(follow, { touches: [] })
  const isFollowing = data?.isFollowing === true
  const title = isFollowing ? 'notices.unfollow' : 'notices.follow'

  async function turn() {
    try {
      await run({ entity: entity.name, id: row.id, isFollowing: !isFollowing })
      await client.invalidateQueries({ queryKey: ['question', followersOf.name] })
    } catch (error) {
      tellFailure(error)
    }
  }

  useActions('record', [
    {
      id: 'record.follow',
      titleKey: title,
      icon: 'bell',
      keys: 'w',
      visible: data !== undefined,
      perform: () => void turn(),
    },
  ])
  if (!data) return null
  const people = data.people.map(({ name }) => name).join(', ')
  return (
    <IconButton
      icon={isFollowing ? 'eye' : 'eyeOff'}
      keys="w"
      label={people ? `${t(title)} · ${people}` : t(title)}
      aria-pressed={isFollowing}
      onClick={() => void turn()}
    />
  )
}
