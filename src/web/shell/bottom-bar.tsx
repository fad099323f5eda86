import { useState } from 'react'
import { Link, useHere } from '../app/routing.tsx'
import type { NavItem } from '../app/web-module.ts'
import { useT } from '../text/i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { Drawer } from '../ui/overlays.tsx'
import css from './bottom-bar.module.css'
import { openLayers } from './layers.ts'
import { useNav } from './sidebar.tsx'
import { useUserEntries } from './user-menu.tsx'

/** The way to the sections on a phone: Today and two more, search, and everything else under More. */
export function BottomBar() {
  const t = useT()
  const [moreOpened, setMoreOpened] = useState(false)
  const items = useNav()
  const chosen = items
    .filter(({ phoneOrder }) => phoneOrder !== undefined)
    .toSorted((one, other) => (one.phoneOrder ?? 0) - (other.phoneOrder ?? 0))
    .slice(0, 3)
  const rest = items.filter((item) => !chosen.includes(item))
  return (
    <nav className={css.bar} aria-label={t('shell.sections')}>
      {chosen.slice(0, 2).map((item) => (
        <Item key={item.id} item={item} />
      ))}
      <button type="button" className={css.item} onClick={() => openLayers.palette()}>
        <Icon name="search" size={20} />
        {t('shell.search')}
      </button>
      {chosen.slice(2).map((item) => (
        <Item key={item.id} item={item} />
      ))}
      <button
        type="button"
        className={css.item}
        aria-expanded={moreOpened}
        onClick={() => setMoreOpened(true)}
      >
        <Icon name="more" size={20} />
        {t('shell.more')}
      </button>
      <More opened={moreOpened} onClose={() => setMoreOpened(false)} items={rest} />
    </nav>
  )
}

function Item({ item }: { item: NavItem }) {
  const t = useT()
  const { path } = useHere()
  const isHere = path === item.to || path.startsWith(`${item.to}/`)
  return (
    <Link to={item.to} className={css.item} aria-current={isHere ? 'page' : undefined}>
      <Icon name={item.icon} size={20} />
      {t(item.labelKey)}
    </Link>
  )
}

function More({ opened, onClose, items }: { opened: boolean; onClose: () => void; items: NavItem[] }) {
  const t = useT()
  // A phone has no keys to list.
  const entries = useUserEntries().filter(
    (entry) => !(typeof entry === 'object' && 'id' in entry && entry.id === 'keys'),
  )
  return (
    <Drawer opened={opened} onClose={onClose} title={t('shell.more')}>
      <div className={css.more}>
        {items.map((item) => (
          <Link key={item.id} to={item.to} className={css.line} onClick={onClose}>
            <Icon name={item.icon} size={20} />
            {t(item.labelKey)}
          </Link>
        ))}
        <Link to="/settings" className={css.line} onClick={onClose}>
          <Icon name="settings" size={20} />
          {t('shell.settings')}
        </Link>
        {entries.map((entry) => {
          if (entry === 'divider') return null
          if ('heading' in entry) {
            return (
              <h3 key={entry.heading} className={css.heading}>
                {entry.heading}
              </h3>
            )
          }
          return (
            <button
              key={entry.id}
              type="button"
              className={css.line}
              aria-pressed={entry.checked}
              onClick={() => {
                entry.onSelect()
                if (entry.checked === undefined) onClose()
              }}
            >
              {entry.icon && <Icon name={entry.icon} size={20} />}
              {entry.label}
              {entry.checked && <Icon name="check" className={css.check} />}
            </button>
          )
        })}
      </div>
    </Drawer>
  )
}
