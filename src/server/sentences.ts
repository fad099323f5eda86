import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createInstance, type TFunction } from 'i18next'

const known = new Map<string, Promise<Translate>>()

/** A sentence by the first of the keys that has one; `fallback` (or the last key) where none has. */
export type Translate = (
  keys: string | string[],
  params?: Record<string, unknown>,
  fallback?: string,
) => string

/**
 * Sentences of the product in one language, for what leaves the server as text: files and the command line.
 * Screens make their own from the same locale files.
 */
export function sentences(locale: 'ru' | 'en'): Promise<Translate> {
  const found = known.get(locale) ?? load(locale)
  known.set(locale, found)
  return found
}

async function load(locale: 'ru' | 'en'): Promise<Translate> {
  const i18n = createInstance()
  await i18n.init({
    lng: locale,
    fallbackLng: false,
    interpolation: { escapeValue: false },
    resources: { [locale]: { translation: {} } },
  })
  for (const file of await localeFiles(locale))
    i18n.addResourceBundle(locale, 'translation', JSON.parse(await readFile(file, 'utf8')), true, true)
  const t: TFunction = i18n.t
  return (keys, params = {}, fallback) =>
    t(keys, { ...params, ...(fallback === undefined ? {} : { defaultValue: fallback }) })
}

/** Every `locales/<locale>.json` beside the kernel and the modules. */
async function localeFiles(locale: string): Promise<string[]> {
  const root = fileURLToPath(new URL('../', import.meta.url))
  const files = await readdir(root, { recursive: true })
  return files
    .filter(
      (file) => file.replaceAll('\\', '/').endsWith(`locales/${locale}.json`) && !file.startsWith('web'),
    )
    .map((file) => root + file)
    .sort()
}
