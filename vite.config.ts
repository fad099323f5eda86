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
let firstLoadModules: Set<string> | undefined

/**
 * Everything the entry and the home screen import before anybody asks for more. The door of the interface library
 * imports all of its parts, so of those only the ones named by these very modules count.
 */
function firstLoad(context: Context): Set<string> {
  if (firstLoadModules) return firstLoadModules
  const found = new Set<string>(['\0rolldown/runtime.js'])
  const wanted = new Set<string>()
  const left = [at('src/web/app/main.tsx')]

  function visit(id: string) {
    if (found.has(id)) return
    found.add(id)
    const { code, importedIds = [], dynamicallyImportedIds = [] } = context.getModuleInfo(id) ?? {}
    for (const part of namedParts(code ?? '')) wanted.add(part)
    left.push(...importedIds.filter((one) => one !== libraryDoor))
    left.push(...dynamicallyImportedIds.filter((one) => homeScreen.test(one)))
  }

  while (left.length > 0) visit(left.pop() ?? '')
  left.push(...(context.getModuleInfo(libraryDoor)?.importedIds ?? []).filter((id) => wanted.has(bare(id))))
  while (left.length > 0) visit(left.pop() ?? '')
  firstLoadModules = found
  return found
}

/** Names a module imports from the interface library, as `bare` spells them. */
function namedParts(code: string): string[] {
  const lists = code.matchAll(/import\s*\{([^}]*)\}\s*from\s*["']@mantine\/core["']/g)
  return [...lists].flatMap(([, list = '']) =>
    list.split(',').map((one) => bare(one.trim().split(' ')[0] ?? '')),
  )
}

/** `use-props/use-props.mjs` and `useProps` alike. */
const bare = (name: string) =>
  name
    .replace(/^.*[\\/]|\.mjs$/g, '')
    .replaceAll('-', '')
    .toLowerCase()
