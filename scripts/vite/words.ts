import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

interface Tree {
  [key: string]: string | Tree
}

const languages = ['en', 'ru']

/**
 * Words are data: all `locales/<language>.json` become one JSON file per language, fetched and never run as code.
 * The page names the files (`<meta name="words">`), so that they are on their way together with the code.
 */
export function words(root: string): Plugin {
  return {
    name: 'words',
    buildStart() {
      if (this.meta.watchMode) return
      for (const language of languages) {
        this.emitFile({ type: 'asset', fileName: fileOf(root, language), source: textOf(root, language) })
      }
    },
    configureServer(server) {
      server.watcher.add(join(root, 'src'))
      server.watcher.on('change', (path) => {
        if (/locales[\\/]\w+\.json$/.test(path)) server.ws.send({ type: 'full-reload' })
      })
      server.middlewares.use('/@words/', (request, response) => {
        response.setHeader('content-type', 'application/json')
        response.end(textOf(root, /ru/.test(request.url ?? '') ? 'ru' : 'en'))
      })
    },
    transformIndexHtml: (_html, { server }) => [
      {
        tag: 'meta',
        injectTo: 'head-prepend',
        attrs: Object.fromEntries([
          ['name', 'words'],
          ...languages.map((language) => [
            `data-${language}`,
            server ? `/@words/${language}.json` : `/${fileOf(root, language)}`,
          ]),
        ]),
      },
    ],
  }
}

function fileOf(root: string, language: string): string {
  const mark = createHash('sha256').update(textOf(root, language)).digest('base64url').slice(0, 8)
  return `assets/words-${language}-${mark}.json`
}

function textOf(root: string, language: string): string {
  const sources = join(root, 'src')
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(join('locales', `${language}.json`)))
    .toSorted()
  const trees = files.map((path) => JSON.parse(readFileSync(join(sources, path), 'utf8')) as Tree)
  return JSON.stringify(trees.reduce(merge, {}))
}

function merge(one: Tree, other: Tree): Tree {
  const merged = { ...one }
  for (const [key, value] of Object.entries(other)) {
    const known = merged[key]
    merged[key] = typeof known === 'object' && typeof value === 'object' ? merge(known, value) : value
  }
  return merged
}
