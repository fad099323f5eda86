import { allows, useSession } from '../api/session.ts'
import { allCreatable } from '../app/registry.ts'
import { useGo } from '../app/routing.tsx'
import { useT } from '../text/i18n.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Menu } from '../ui/menu.tsx'
import { useIsPhone } from '../ui/use-media.ts'
import css from './header.module.css'
import { HeaderParts } from './header-parts.tsx'
import { JobsTray } from './jobs.tsx'
import { openLayers, useStoreLayer } from './layers.ts'
import { headerSlots } from './page-title.tsx'

/** The bar on top: where one is, tools of the page, search, and adding. */
export function Header() {
  const t = useT()
  const isPhone = useIsPhone()
  return (
    <header className={css.header}>
      <div className={css.title} ref={headerSlots.title} />
      <div className={css.tools} ref={headerSlots.tools} />
      <JobsTray />
      {!isPhone && (
        <button
          type="button"
          className={css.search}
          aria-keyshortcuts="Control+k"
          onClick={() => openLayers.palette()}
        >
          <Icon name="search" />
          <span className={css.searchLabel}>{t('shell.search')}</span>
          <Kbd keys="/" />
        </button>
      )}
      <HeaderParts />
      <CreateMenu />
    </header>
  )
}

function CreateMenu() {
  const t = useT()
  const go = useGo()
  const isPhone = useIsPhone()
  const { grants } = useSession()
  const { create } = useStoreLayer()
  const entries = allCreatable().filter(({ needs }) => allows(grants, needs))
  if (entries.length === 0) return null
  return (
    <Menu
      position="bottom-end"
      opened={create}
      onChange={openLayers.create}
      items={entries.map(({ id, labelKey, icon, to, search }) => ({
        id,
        icon,
        label: t(labelKey),
        onSelect: () => go({ to, search }),
      }))}
      target={
        isPhone ? (
          <IconButton icon="add" label={t('shell.create')} />
        ) : (
          <Button variant="primary" icon="add">
            {t('shell.create')}
          </Button>
        )
      }
    />
  )
}
