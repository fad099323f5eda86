import { Outlet } from '@tanstack/react-router'
import { Suspense, useEffect, useMemo } from 'react'
import { useLive } from '../api/live.ts'
import { useSession } from '../api/session.ts'
import { useHere } from '../app/routing.tsx'
import { TextEnvProvider } from '../text/env.tsx'
import { setLanguage, useLanguage, useT } from '../text/i18n.ts'
import { useTheme } from '../ui/theme.tsx'
import { useIsPhone } from '../ui/use-media.ts'
import { useGlobalActions } from './actions/global-actions.ts'
import { useKeyboard } from './actions/keyboard.ts'
import { Background } from './background.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { Header } from './header.tsx'
import { openLayers, useStoreLayer } from './layers.ts'
import { KeyHelp, Palette } from './lazy-layers.ts'
import { OfflineBar } from './offline-bar.tsx'
import { Part } from './page-states.tsx'
import { PeekPanel } from './peek.tsx'
import css from './shell.module.css'
import { Sidebar } from './sidebar.tsx'

/** What stands around every screen of a person who is signed in. */
export function Shell() {
  const { user, workspace } = useSession()
  const locale = useLanguage()
  const { timeZone } = user
  const { country, currency } = workspace
  const env = useMemo(() => ({ locale, timeZone, country, currency }), [locale, timeZone, country, currency])
  useLive(user.id)
  useOwnLook()
  return (
    <TextEnvProvider env={env}>
      <Frame />
    </TextEnvProvider>
  )
}

function Frame() {
  const t = useT()
  const isPhone = useIsPhone()
  const { path } = useHere()
  const { custom } = useSession().workspace
  useGlobalActions()
  useKeyboard()
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#main">
        {t('shell.skipToContent')}
      </a>
      {!isPhone && <Sidebar />}
      <div className={css.column}>
        <OfflineBar />
        <Header />
        <div className={css.body}>
          <main id="main" className={css.main} tabIndex={-1}>
            {/* With another model the page on it is another one. */}
            <Part key={custom.version} resetKey={path}>
              <Outlet />
            </Part>
          </main>
          <PeekPanel />
        </div>
      </div>
      {isPhone && <BottomBar />}
      <Layers />
      <Background />
    </div>
  )
}

function Layers() {
  const { palette, help } = useStoreLayer()
  return (
    <Suspense>
      {palette && <Palette start={palette.start} onClose={() => openLayers.close('palette')} />}
      {help && <KeyHelp onClose={() => openLayers.close('help')} />}
    </Suspense>
  )
}

/** A person's language and theme follow them to a new browser; what this browser chose before signing in gives way. */
function useOwnLook() {
  const { user } = useSession()
  const { setTheme } = useTheme()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each person; later changes come through `changeLook`
  useEffect(() => {
    // Without the words of the other language the page stays in the one it has.
    setLanguage(user.locale).catch(() => {})
    setTheme(user.theme)
  }, [user.id])
}
