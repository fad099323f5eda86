import type { ComponentType } from 'react'
import type { z } from 'zod'
import type { MessageKey } from '../text/messages.ts'

/** Names in a path: `/deals/$id` has `id`. */
export type PathParams<Path extends string> = Path extends `${string}$${infer Name}/${infer Rest}`
  ? { [Key in Name]: string } & PathParams<`/${Rest}`>
  : Path extends `${string}$${infer Name}`
    ? { [Key in Name]: string }
    : Record<never, string>

export interface ScreenDefinition<Path extends string, Search extends z.ZodType> {
  path: Path
  /** What of the screen lives in the address: filter, sort, open panel. Give every member a default or `optional`. */
  search: Search
  /** Fetched when the screen is first opened or pointed at. */
  load: () => Promise<ComponentType>
  /** Default title of the document; a screen may show a better one with `PageTitle`. */
  titleKey: MessageKey
  /** Right without which the screen says that there is no access. */
  needs?: string
  /** `bare`: without the shell and without a session (sign-in). */
  frame?: 'shell' | 'bare'
}

/** A place of the application with a typed address. */
export interface Screen<Path extends string = string, Search extends z.ZodType = z.ZodType>
  extends ScreenDefinition<Path, Search> {
  /** What `Link` and `useGo` take to lead here. */
  at: (params: PathParams<Path>, search?: z.input<Search>) => Destination
}

// biome-ignore lint/suspicious/noExplicitAny: a list of screens holds paths and searches of every shape
export type AnyScreen = Screen<any, any>

/** An address: the path with its names filled in and the members of its search. */
export interface Destination {
  to: string
  search?: Record<string, unknown>
}

/** Declares a screen. */
export function defineScreen<const Path extends string, Search extends z.ZodType>(
  definition: ScreenDefinition<Path, Search>,
): Screen<Path, Search> {
  return {
    ...definition,
    at: (params, search) => ({
      to: definition.path.replace(/\$(\w+)/g, (_whole, name: string) =>
        // Every name of the path is a member of the parameters by their type.
        encodeURIComponent((params as Record<string, string>)[name] ?? ''),
      ),
      search: search as Record<string, unknown> | undefined,
    }),
  }
}
