import { useQuestion } from '../../../web/api/commands.ts'
import type { RecordPartProps } from '../../../web/records/screens.ts'
import { useActions } from '../../../web/shell/actions/registry.ts'
import { useT } from '../../../web/text/i18n.ts'
import { IconButton } from '../../../web/ui/button.tsx'
import { Menu } from '../../../web/ui/menu.tsx'
import { followersOf } from '../notice.commands.ts'
import css from './notifications.module.css'
import { type Following, useFollow, useFollowWords } from './use-follow.ts'

/** Follows a record; its menu says what one wants to be told of it. */
export function FollowButton({ entity, row }: RecordPartProps) {
  const t = useT()
  const choose = useFollow()
  const words = useFollowWords()
  const { data } = useQuestion(
    followersOf,
    { entity: entity.name, record: row.id },
    { touches: [entity.name] },
  )
  const isFollowing = data?.isFollowing === true
  const chosen: Following = isFollowing ? data.wants : 'nothing'
  const turn = () => void choose(entity.name, row.id, isFollowing ? 'nothing' : 'usual')

  useActions('record', [
    {
      id: 'record.follow',
      titleKey: isFollowing ? 'notices.unfollow' : 'notices.follow',
      icon: 'bell',
      keys: 'w',
      visible: data !== undefined,
      perform: turn,
    },
  ])
  if (!data) return null
  const people = data.people.map(({ name }) => name).join(', ')
  const title = t(isFollowing ? 'notices.following' : 'notices.follow')
  return (
    <Menu
      width={300}
      position="bottom-end"
      header={people && <p className={css.followers}>{t('notices.toldToo', { names: people })}</p>}
      target={
        <IconButton
          icon={isFollowing ? 'eye' : 'eyeOff'}
          keys="w"
          label={people ? `${title} · ${people}` : title}
          // Whoever does not follow yet does so at once; the menu is there to say what of.
          onClick={isFollowing ? undefined : turn}
        />
      }
      items={words(entity.name).flatMap(({ value, label }) => [
        ...(value === 'nothing' ? (['divider'] as const) : []),
        {
          id: value,
          label,
          checked: value === chosen,
          onSelect: () => void choose(entity.name, row.id, value),
        },
      ])}
    />
  )
}
