import { Navigate, Outlet } from '@tanstack/react-router'
import { useState } from 'react'
import { allows, useSession } from '../api/session.ts'
import { allSettings, settingsGroups } from '../app/registry.ts'
import { Link, useGo, useHere } from '../app/routing.tsx'
import type { SettingsPage } from '../app/web-module.ts'
import { useT } from '../text/i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { useIsPhone } from '../ui/use-media.ts'
import { Part } from './page-states.tsx'
import { PageTitle } from './page-title.tsx'
import css from './settings-frame.module.css'

/** Settings: a menu of pages at the left, searchable; on a phone the menu is a page of its own. */
export function SettingsFrame() {
  const isPhone = useIsPhone()
  if (isPhone) return <Outlet />
  return (
    <div className={css.frame}>
      <div className={css.side}>
        <SettingsMenu />
      </div>
      <div className={css.page}>
        <Part>
          <Outlet />
        </Part>
      </div>
    </div>
  )
}

/** What `/settings` itself shows: the menu on a phone, else its first page. */
export function SettingsStart() {
  const t = useT()
  const isPhone = useIsPhone()
  const [first] = useSettings()
  if (!isPhone && first) return <Navigate to={`/settings/${first.id}`} replace />
  return (
    <div className={css.alone}>
      <PageTitle title={t('settings.title')} />
      <SettingsMenu />
    </div>
  )
}

function useSettings(): SettingsPage[] {
  const { grants } = useSession()
  return allSettings().filter(({ needs }) => allows(grants, needs))
}

function SettingsMenu() {
  const t = useT()
  const go = useGo()
  const { path } = useHere()
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const pages = useSettings().filter(({ labelKey, wordsKey }) =>
    `${t(labelKey)} ${wordsKey ? t(wordsKey) : ''}`.toLowerCase().includes(wanted),
  )
  return (
    <nav aria-label={t('settings.title')}>
      <TextInput
        className={css.find}
        type="search"
        value={text}
        onChange={setText}
        placeholder={t('settings.find')}
        aria-label={t('settings.find')}
        leftSection={<Icon name="search" size={14} />}
        onKeyDown={(event) => event.key === 'Enter' && pages[0] && go({ to: `/settings/${pages[0].id}` })}
      />
      {pages.length === 0 && <p className={css.nothing}>{t('settings.nothing')}</p>}
      {settingsGroups.map((group) => {
        const lines = pages.filter((page) => page.group === group)
        if (lines.length === 0) return null
        return (
          <section key={group} className={css.group}>
            <h2 className={css.heading}>{t(`settings.${group}`)}</h2>
            {lines.map((page) => {
              const to = `/settings/${page.id}`
              return (
                <Link
                  key={page.id}
                  to={to}
                  className={css.line}
                  aria-current={path === to ? 'page' : undefined}
                >
                  <Icon name={page.icon} />
                  {t(page.labelKey)}
                </Link>
              )
            })}
          </section>
        )
      })}
    </nav>
  )
}
