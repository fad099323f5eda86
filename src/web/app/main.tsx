import './strict-page.ts'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { webModules } from '../../modules/web.ts'
import { createCache } from '../api/cache.ts'
import { watchConnection } from '../api/connection.ts'
import { loadSession, prepareSessionsBy } from '../api/session.ts'
import { preloadRefsPickers } from '../fields/refs-picker.tsx'
import { Palette } from '../shell/lazy-layers.ts'
import { startLanguage } from '../text/i18n.ts'
import { loadPhones } from '../text/phone-library.ts'
import { preloadDates } from '../ui/dates.tsx'
import { startDensity } from '../ui/density.ts'
import { Look } from './look.tsx'
import { noteFirstScreen } from './quiet.ts'
import { registerModules } from './registry.ts'
import { createAppRouter } from './router.tsx'
import { takeInOwn } from './take-in-own.ts'

registerModules(webModules)
prepareSessionsBy(takeInOwn)
watchConnection()
startDensity()
const cache = createCache(toSignIn)
// Asked while the words load; the router finds the answer in the cache. Its failure is told there.
loadSession(cache).catch(() => {})
const words = startLanguage()
const router = createAppRouter(cache)
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

words.then(
  () =>
    createRoot(root).render(
      <StrictMode>
        <QueryClientProvider client={cache}>
          <Look>
            <RouterProvider router={router} />
          </Look>
        </QueryClientProvider>
      </StrictMode>,
    ),
  // The page came, so the server is there: without the words all is asked for once more.
  () => setTimeout(() => window.location.reload(), 3000),
)

/** Loads the page anew, so that nothing of the person stays in memory; afterwards they are back where they were. */
function toSignIn() {
  const { pathname, search } = window.location
  window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`)
}

// What the first screen can do without comes when it has been shown and the line is quiet again.
const whenIdle = globalThis.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 500))
const stop = router.subscribe('onRendered', () => {
  stop()
  setTimeout(whenQuiet, 1500)
})

function whenQuiet() {
  if (cache.isFetching() > 0) setTimeout(whenQuiet, 300)
  else whenIdle(fetchTheRest)
}

function fetchTheRest() {
  noteFirstScreen()
  // Without it phones stay as they are stored; the next page tries again.
  loadPhones().catch(() => {})
  void Palette.preload()
  void preloadDates()
  void preloadRefsPickers()
  void import('../ui/cut-text.ts').then(({ tellCutText }) => tellCutText())
}
