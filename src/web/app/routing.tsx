import {
  defaultStringifySearch,
  Link as RouterLink,
  useLocation,
  useNavigate,
  useParams,
  useSearch,
} from '@tanstack/react-router'
import type { AnchorHTMLAttributes, Ref } from 'react'
import type { z } from 'zod'
import type { Destination, PathParams, Screen } from './screen.ts'

export interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'>, Destination {
  replace?: boolean
  ref?: Ref<HTMLAnchorElement>
}

/** A link inside the application. */
export function Link({ to, search, ...rest }: LinkProps) {
  return (
    <RouterLink
      {...rest}
      to={to}
      search={(search ?? {}) as never}
      activeProps={current}
      activeOptions={exactly}
    />
  )
}

// The router's own marks of the current link are not wanted: the menu decides what is current.
const current = {}
const exactly = { exact: true, includeSearch: false }

/** Goes to a place of the application. */
export function useGo() {
  const navigate = useNavigate()
  return ({ to, search, replace }: Destination & { replace?: boolean }) =>
    void navigate({ to, search: (search ?? {}) as never, replace })
}

/** The address of the screen shown: its parameters, its search and the way to change the search. */
export function useScreen<Path extends string, Search extends z.ZodType>(_screen: Screen<Path, Search>) {
  const navigate = useNavigate()
  // The route was built from this very definition, and its search has passed the definition's schema.
  const params = useParams({ strict: false }) as PathParams<Path>
  const search = useSearch({ strict: false }) as z.output<Search>
  return {
    params,
    search,
    /** Changes members of the search; one set to undefined leaves the address. A step back undoes it unless `replace`. */
    setSearch: (change: Partial<z.input<Search>>, { replace = false } = {}) =>
      void navigate({ to: '.', search: ((former: object) => ({ ...former, ...change })) as never, replace }),
  }
}

/** The part of an address from the question mark on that says this search; empty for none. */
export function addressOf(search: Record<string, unknown>): string {
  return defaultStringifySearch(search)
}

/** Path and search of the page, for what does not depend on the screen. */
export function useHere(): { path: string; search: Record<string, unknown> } {
  return useLocation({
    select: (location) => ({ path: location.pathname, search: location.search as Record<string, unknown> }),
  })
}
