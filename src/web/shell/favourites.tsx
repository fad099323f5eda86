import { favourites, orderFavourites, recentRecords } from '../../kernel/commands/places.ts'
import { useCache } from '../api/cache.ts'
import { useCommand, useQuestion } from '../api/commands.ts'
import { useFirstScreenShown } from '../app/quiet.ts'
import { placePath, shownEntity } from '../app/registry.ts'
import { Link, useGo, useHere } from '../app/routing.tsx'
import { useT } from '../text/i18n.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Menu } from '../ui/menu.tsx'
import css from './favourites.module.css'
import { tellFailure } from './undo.ts'

/** What the reader has marked with a star, in his order, and the way to what he has looked at last. */
export function Favourites() {
  const t = useT()
  const { path } = useHere()
  const { data } = useQuestion(favourites, {}, { touches: [], enabled: useFirstScreenShown() })
  const items = (data?.items ?? []).flatMap((place) => {
    const to = placePath(place)
    const shown = shownEntity(place.of ?? place.entity)
    return to && shown ? [{ ...place, ...to, icon: shown.icon }] : []
  })
  const ids = items.map(({ id }) => id)
  return (
    <section className={css.group} aria-label={t('shell.favourites')}>
      <div className={css.head}>
        <h2 className={css.heading}>{t('shell.favourites')}</h2>
        <Recent />
      </div>
      {items.map(({ id, title, to, search, icon }, at) => (
        <div key={id} className={css.line}>
          <Link
            to={to}
            search={search}
            className={css.link}
            title={title}
            aria-current={path === to && !search ? 'page' : undefined}
          >
            <Icon name={icon} />
            <span className={css.title}>{title}</span>
          </Link>
          {items.length > 1 && <Mover ids={ids} at={at} title={title} />}
        </div>
      ))}
      {data && items.length === 0 && <p className={css.empty}>{t('shell.noFavourites')}</p>}
    </section>
  )
}

function Recent() {
  const t = useT()
  const go = useGo()
  const { data } = useQuestion(recentRecords, {}, { touches: [], enabled: useFirstScreenShown() })
  const items = (data?.items ?? []).flatMap((place) => {
    const to = placePath(place)
    const icon = shownEntity(place.entity)?.icon
    return to ? [{ id: place.id, label: place.title, icon, onSelect: () => go(to) }] : []
  })
  return (
    <Menu
      width={280}
      header={<div className={css.menuHead}>{t('shell.recent')}</div>}
      items={
        items.length > 0
          ? items
          : [{ id: 'none', label: t('shell.noRecent'), disabled: true, onSelect: () => {} }]
      }
      target={<IconButton icon="history" size="small" label={t('shell.recent')} />}
    />
  )
}

/** Moves a favourite up or down; the same by mouse, touch and keyboard. */
function Mover({ ids, at, title }: { ids: readonly string[]; at: number; title: string }) {
  const t = useT()
  const { client } = useCache()
  const { run } = useCommand(orderFavourites, { touches: [] })
  async function move(to: number) {
    const next = [...ids]
    next.splice(at, 1)
    next.splice(to, 0, ids[at]!)
    try {
      await run({ ids: next })
      await client.invalidateQueries({ queryKey: ['question', favourites.name] })
    } catch (error) {
      tellFailure(error)
    }
  }
  return (
    <span className={css.mover}>
      <Menu
        position="bottom-end"
        width={180}
        items={[
          {
            id: 'up',
            label: t('shell.moveUp'),
            icon: 'up',
            disabled: at === 0,
            onSelect: () => void move(at - 1),
          },
          {
            id: 'down',
            label: t('shell.moveDown'),
            icon: 'down',
            disabled: at === ids.length - 1,
            onSelect: () => void move(at + 1),
          },
        ]}
        target={<IconButton icon="more" size="small" label={t('shell.moveFavourite', { title })} />}
      />
    </span>
  )
}
