import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import i18next from 'i18next'

export type Locale = 'ru' | 'en'

/** Says a sentence by its key as the page would: `say('steps.outcome.result')`. An unknown key throws. */
export type Say = (key: string, params?: Record<string, unknown>) => string

/** The words of the screens in a language, from the same files, so that rewording them breaks no test. */
export function wordsIn(locale: Locale): Say {
  const instance = i18next.createInstance()
  void instance.init({
    lng: locale,
    fallbackLng: false,
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: { [locale]: { translation: flatWords(locale) } },
  })
  return (key, params = {}) => {
    if (!instance.exists(key, params)) throw new Error(`No words for ${key} in ${locale}`)
    return instance.t(key, params)
  }
}

interface Tree {
  [key: string]: string | Tree
}

function flatWords(locale: Locale): Record<string, string> {
  const sources = fileURLToPath(new URL('../../src', import.meta.url))
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith(join('locales', `${locale}.json`)),
  )
  const trees = files.map((path) => JSON.parse(readFileSync(join(sources, path), 'utf8')) as Tree)
  return Object.assign({}, ...trees.map((tree) => flatten(tree)))
}

function flatten(tree: Tree, prefix = ''): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat[prefix + key] = value
    else Object.assign(flat, flatten(value, `${prefix}${key}.`))
  }
  return flat
}
