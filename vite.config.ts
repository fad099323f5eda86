import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Rolldown } from 'vite'

type Context = Parameters<Exclude<Group['name'], string>>[1]
type Group = NonNullable<
  Exclude<Rolldown.OutputOptions['codeSplitting'], boolean | undefined>['groups']
>[number]

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * The web app is built to `dist/web` with a manifest. The server replaces `__NONCE__` in index.html with the nonce
 * of the answer, so every script and style of the page is allowed by name.
 */
export default defineConfig({
  // Tests are run from the project root, so that paths given on the command line are found.
  root: process.env.VITEST ? at('.') : at('src/web'),
  publicDir: at('src/web/public'),
  plugins: [react()],
  // See phone-library.ts. Tests run the kernel as it is.
  resolve: {
    alias: process.env.VITEST
      ? []
      : [
          { find: /^libphonenumber-js\/min$/, replacement: at('src/web/text/phone-library.ts') },
          {
            find: /^libphonenumber-js\/min\/index\.js$/,
            replacement: at('node_modules/libphonenumber-js/min/index.js'),
          },
        ],
  },
  html: { cspNonce: '__NONCE__' },
  json: { stringify: true },
  build: {
    outDir: at('dist/web'),
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // No file of ours does anything by being imported, but the entry: what nobody uses is left out.
      treeshake: {
        moduleSideEffects: [{ test: /[\\/]src[\\/](?!web[\\/]app[\\/]).*\.tsx?$/, sideEffects: false }],
      },
      output: {
        codeSplitting: {
          groups: [
            // One request for the shell and the screen everybody starts with, however their parts are shared.
            { name: (id, context) => (firstLoad(context).has(id) ? 'app' : null), priority: 2 },
            // One request per language, however many modules bring words.
            { name: 'language-en', test: /[\\/]locales[\\/]en\.json$/ },
            { name: 'language-ru', test: /[\\/]locales[\\/]ru\.json$/ },
          ],
        },
      },
    },
  },
  server: {
    proxy: { '/api': { target: process.env.ONWARD_DEV_SERVER ?? 'http://127.0.0.1:3000' } },
  },
})

const homeScreen = /[\\/]web[\\/]today[\\/]today(-screen)?\.tsx$/
const libraryDoor = at('node_modules/@mantine/core/esm/index.mjs')
const moduleDoor = /[\\/]src[\\/]modules[\\/]\w+[\\/]index\.ts$/
const importList = /(?:import|export)\s*\{([^}]*)\}\s*from\s*["']([^"']+)["']/g
let firstLoadModules: Set<string> | undefined

/**
 * Everything the entry and the home screen import before anybody asks for more. A door (of a module, of the
 * interface library) imports all that lies behind it, so only what is named at a door counts.
 */
function firstLoad(context: Context): Set<string> {
  if (firstLoadModules) return firstLoadModules
  const found = new Set<string>(['\0rolldown/runtime.js'])
  const left = [at('src/web/app/main.tsx')]
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    if (found.has(id)) continue
    found.add(id)
    const { code, importedIds = [], dynamicallyImportedIds = [] } = context.getModuleInfo(id) ?? {}
    left.push(...importedIds.filter((one) => !isDoor(one)))
    left.push(...dynamicallyImportedIds.filter((one) => homeScreen.test(one)))
    for (const { name, from } of namedImports(code ?? '', id))
      if (isDoor(from)) left.push(...behind(context, from, name))
  }
  firstLoadModules = found
  return found
}

const isDoor = (id: string) => id === libraryDoor || moduleDoor.test(id)

/** What a module imports by name, with the file named. */
function namedImports(code: string, id: string): { name: string; from: string }[] {
  return [...code.matchAll(importList)].flatMap(([, list = '', from = '']) =>
    list.split(',').map((one) => ({
      name: one.trim().split(/\s/)[0] ?? '',
      from: from === '@mantine/core' ? libraryDoor : resolve(dirname(id), from),
    })),
  )
}

/** The files that give a door the thing of this name. */
function behind(context: Context, door: string, name: string): string[] {
  const { code, importedIds = [] } = context.getModuleInfo(door) ?? {}
  if (door === libraryDoor) return importedIds.filter((id) => bare(id) === bare(name))
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
