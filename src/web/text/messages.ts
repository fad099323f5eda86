import type errors from '../../kernel/errors/locales/en.json'
import type platform from '../locales/en.json'

/** The files of words by their owner; modules add theirs in `modules/web.ts`. */
export interface MessageFiles {
  platform: typeof platform
  errors: typeof errors
}

type AllFiles = MessageFiles[keyof MessageFiles]

/** `a.b.c` for every word of a file; a file may be flat (`"a.b": …`) or nested. */
type Path<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? Key : `${Key}.${Path<Tree[Key]>}`
}[keyof Tree & string]

type WithoutPlural<Key extends string> = Key extends `${infer Base}_${'one' | 'few' | 'many' | 'other'}`
  ? Base
  : Key

type PathsOf<File> = File extends unknown ? Path<File> : never

/** A key of a sentence in the locale files; of a plural it is the part before `_one`, `_few`, `_many`, `_other`. */
export type MessageKey = WithoutPlural<PathsOf<AllFiles>>

/** The tree of a locale file. */
export interface MessageTree {
  [key: string]: string | MessageTree
}

/** Joins the branches of a locale file with dots, so that it does not matter whether a file is nested. */
export function flatten(tree: MessageTree, prefix = ''): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat[prefix + key] = value
    else Object.assign(flat, flatten(value, `${prefix}${key}.`))
  }
  return flat
}
