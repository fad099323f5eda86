import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Rolldown } from 'vite'

type Context = Parameters<Exclude<Group['name'], string>>[1]
type Group = NonNullable<
  Exclude<Rolldown.OutputOptions['codeSplitting'], boolean | undefined>['groups']
>[number]

const root = fileURLToPath(new URL('../../', import.meta.url))
const at = (path: string) => join(root, path)
const homeScreen = /[\\/]web[\\/]today[\\/]today(-screen)?\.tsx$/
const libraryDoor = /[\\/]@mantine[\\/]core[\\/]esm[\\/]index\.mjs$/
const moduleDoor = /[\\/]src[\\/]modules[\\/]\w+[\\/]index\.ts$/
const importList = /(?:import|export)\s*\{([^}]*)\}\s*from\s*["']([^"']+)["']/g

/** Everything the entry and the home screen import before anybody asks for more. */
export const firstLoad = loadOf('src/web/app/main.tsx')

/** What the list of any records imports; most of it is shared with other screens, and would be thirty little files. */
export const listLoad = loadOf('src/web/records/list/records-page.tsx')

/** The modules that come with one; found once in a build. */
function loadOf(start: string): (context: Context) => Set<string> {
  let found: Set<string> | undefined
  return (context) => {
    found ??= importedBy(context, at(start))
    return found
  }
}

/**
 * A door (of a module, of the interface library) imports all that lies behind it, so only what is named at a door
 * counts.
 */
function importedBy(context: Context, start: string): Set<string> {
  const found = new Set<string>(['\0rolldown/runtime.js'])
  const left = [start]
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    if (found.has(id)) continue
    found.add(id)
    const { code, importedIds = [], dynamicallyImportedIds = [] } = context.getModuleInfo(id) ?? {}
    left.push(...importedIds.filter((one) => !isDoor(one)))
    left.push(...dynamicallyImportedIds.filter((one) => homeScreen.test(one)))
    for (const { name, from } of namedImports(code ?? '', id)) {
      const door = importedIds.find(
        (one) => isDoor(one) && (from === '@mantine/core' ? libraryDoor.test(one) : one === from),
      )
      if (door) left.push(...behind(context, door, name))
    }
  }
  return found
}

const isDoor = (id: string) => libraryDoor.test(id) || moduleDoor.test(id)

/** What a module imports by name, with the file or package named. */
function namedImports(code: string, id: string): { name: string; from: string }[] {
  return [...code.matchAll(importList)].flatMap(([, list = '', from = '']) =>
    list.split(',').map((one) => ({
      name: one.trim().split(/\s/)[0] ?? '',
      from: from.startsWith('.') ? resolve(dirname(id), from) : from,
    })),
  )
}

/** The files that give a door the thing of this name. */
function behind(context: Context, door: string, name: string): string[] {
  const { code, importedIds = [] } = context.getModuleInfo(door) ?? {}
  if (libraryDoor.test(door)) return importedIds.filter((id) => bare(id) === bare(name))
  return namedImports(code ?? '', door)
    .filter((one) => one.name === name)
    .map(({ from }) => from)
}

/** `use-props/use-props.mjs` and `useProps` alike. */
const bare = (name: string) =>
  name
    .replace(/^.*[\\/]|\.mjs$/g, '')
    .replaceAll('-', '')
    .toLowerCase()
