import { useLayoutEffect } from 'react'
import { allows, useSession } from '../api/session.ts'
import { allNav } from '../app/registry.ts'
import { Link, useHere } from '../app/routing.tsx'
import { createStore, useStore } from '../app/store.ts'
import type { NavItem } from '../app/web-module.ts'
import { useT } from '../text/i18n.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { useIsDesktop } from '../ui/use-media.ts'
import { Favourites } from './favourites.tsx'
import css from './sidebar.module.css'
import { UserMenu } from './user-menu.tsx'

const storageKey = 'onward.sidebar'
const narrowChosen = createStore(localStorage.getItem(storageKey) === 'rail')

/** The way to the sections: with words, or a rail of icons where there is less room. */
export function Sidebar() {
  const t = useT()
  const { workspace } = useSession()
  const isDesktop = useIsDesktop()
  const isRail = useStore(narrowChosen) || !isDesktop
  const items = useNav()
  useLayoutEffect(() => {
    const root = document.documentElement.style
    root.setProperty('--sidebar-now', isRail ? 'var(--rail-width)' : 'var(--sidebar-width)')
    return () => void root.removeProperty('--sidebar-now')
  }, [isRail])
  return (
    <nav className={css.sidebar} data-rail={isRail || undefined} aria-label={t('shell.sections')}>
      <div className={css.top}>
        <span className={css.mark} aria-hidden>
          <Icon name="forward" size={16} />
        </span>
        <span className={css.company}>{workspace.name}</span>
        {isDesktop && (
          <IconButton
            icon="sidebar"
            size="small"
            label={isRail ? t('shell.widenSidebar') : t('shell.narrowSidebar')}
            onClick={toggleRail}
          />
        )}
      </div>
      <div className={css.lists}>
        {!isRail && <Favourites />}
        {groupsOf(items).map(([group, lines]) => (
          <section key={group} className={css.group} aria-label={t(`nav.${group}`)}>
            {group !== 'work' && <h2 className={css.heading}>{t(`nav.${group}`)}</h2>}
            {lines.map((item) => (
              <Line
                key={item.id}
                to={item.to}
                icon={item.icon}
                label={t(item.labelKey)}
                keys={item.key && `g ${item.key}`}
                isRail={isRail}
              />
            ))}
          </section>
        ))}
      </div>
      <div className={css.foot}>
        <Line to="/settings" icon="settings" label={t('shell.settings')} keys="g s" isRail={isRail} />
        <UserMenu isRail={isRail} />
      </div>
    </nav>
  )
}

/** The sections this person may see, in order. */
export function useNav(): NavItem[] {
  const { grants } = useSession()
  return allNav().filter((item) => allows(grants, item.needs))
}

interface LineProps {
  to: string
  icon: IconName
  label: string
  keys?: string
  isRail: boolean
}

function Line({ to, icon, label, keys, isRail }: LineProps) {
  const { path } = useHere()
  const isHere = path === to || path.startsWith(`${to}/`)
  const link = (
    <Link
      to={to}
      className={css.line}
      aria-current={isHere ? 'page' : undefined}
      aria-label={isRail ? label : undefined}
    >
      <Icon name={icon} />
      <span className={css.label}>{label}</span>
    </Link>
  )
  return (
    <Tooltip label={label} keys={keys} position="right" disabled={!isRail && !keys}>
      {link}
    </Tooltip>
  )
}

function groupsOf(items: NavItem[]): [NavItem['group'], NavItem[]][] {
  const groups = new Map<NavItem['group'], NavItem[]>()
  for (const item of items) groups.set(item.group, [...(groups.get(item.group) ?? []), item])
  return [...groups]
}

function toggleRail() {
  narrowChosen.set((former) => !former)
  localStorage.setItem(storageKey, narrowChosen.get() ? 'rail' : 'full')
}
