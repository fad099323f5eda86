import type { QueryClient } from '@tanstack/react-query'
import {
  type AnyRouter,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { loadSession } from '../api/session.ts'
import { guarded } from '../shell/guarded.tsx'
import { NotFound, PageFailure, PagePending } from '../shell/page-states.tsx'
import { expectNewPage } from '../shell/page-title.tsx'
import { Shell } from '../shell/shell.tsx'
import { Toasts } from '../shell/toasts.tsx'
import { ownScreens } from './own-screens.tsx'
import { allScreens, allSettings } from './registry.ts'
import type { AnyScreen } from './screen.ts'

/** The tree of addresses from what the modules declare. */
export function createAppRouter(cache: QueryClient) {
  const root = createRootRoute({ component: Root })
  const signedIn = createRoute({
    getParentRoute: () => root,
    id: 'signed-in',
    component: Shell,
    beforeLoad: async ({ location, matches }) => {
      // The code of the page comes while the session is asked for.
      for (const { routeId } of matches) preloadPage(router, routeId)
      const session = await loadSession(cache)
      if (!session)
        throw redirect({
          to: '/sign-in',
          search: (location.href === '/' ? {} : { next: location.href }) as never,
        })
    },
  })
  const screens = [...allScreens(), ...ownScreens]
  const inShell = screens
    .filter(({ frame }) => frame !== 'bare')
    .map((screen) => routeOf(screen, () => signedIn))
  const bare = screens.filter(({ frame }) => frame === 'bare').map((screen) => routeOf(screen, () => root))
  const nowhere = createRoute({ getParentRoute: () => signedIn, path: '$', component: NotFound })
  const home = createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: '/today', replace: true })
    },
  })

  const router = createRouter({
    routeTree: root.addChildren([
      signedIn.addChildren([...inShell, settingsRoutes(() => signedIn), nowhere]),
      ...bare,
      home,
    ]),
    defaultPreload: 'intent',
    defaultPreloadDelay: 60,
    defaultPendingMs: 200,
    defaultPendingMinMs: 0,
    defaultPendingComponent: PagePending,
    defaultErrorComponent: PageFailure,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  })
  router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
    if (fromLocation && pathChanged) expectNewPage()
  })
  return router
}

function preloadPage(router: AnyRouter, routeId: string): void {
  const page = router.routesById[routeId]
  // What fails here is tried again, and told, when the page is opened.
  if (page) router.loadRouteChunk(page)?.catch(() => undefined)
}

type Parent = () => ReturnType<typeof createRootRoute>

function routeOf(screen: AnyScreen, getParentRoute: () => unknown) {
  return createRoute({
    // Routes are made from a list, so their types are not known to the router; `useScreen` gives them back.
    getParentRoute: getParentRoute as Parent,
    path: screen.path,
    validateSearch: (raw: Record<string, unknown>) => {
      const parsed = screen.search.safeParse(raw)
      // An address somebody mistyped opens the screen with its defaults.
      const search = parsed.success ? parsed.data : screen.search.parse({})
      // The side panel may be open on any screen.
      return typeof raw.peek === 'string' ? { ...search, peek: raw.peek } : search
    },
    component: guarded(
      lazyRouteComponent(async () => ({ default: await screen.load() })),
      screen.needs,
    ),
  })
}

function settingsRoutes(getParentRoute: () => unknown) {
  const frame = createRoute({
    getParentRoute: getParentRoute as Parent,
    path: '/settings',
    component: lazyRouteComponent(() => import('../shell/settings-frame.tsx'), 'SettingsFrame'),
  })
  const first = createRoute({
    getParentRoute: () => frame,
    path: '/',
    component: lazyRouteComponent(() => import('../shell/settings-frame.tsx'), 'SettingsStart'),
  })
  const pages = allSettings().map(({ id, load, needs }) =>
    createRoute({
      getParentRoute: () => frame,
      path: id,
      component: guarded(
        lazyRouteComponent(async () => ({ default: await load() })),
        needs,
      ),
    }),
  )
  return frame.addChildren([first, ...pages])
}

function Root() {
  return (
    <>
      <Outlet />
      <Toasts />
    </>
  )
}
