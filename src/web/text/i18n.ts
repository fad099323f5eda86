import i18next from 'i18next'
import { useMemo } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { fetchWords } from '../api/words.ts'
import { flatten, type MessageKey, type MessageTree } from './messages.ts'

export type Language = 'ru' | 'en'
export const languages: readonly Language[] = ['ru', 'en']

type Params = Record<string, unknown>

/** Says a sentence by its key. `dyn` is for keys put together from names, such as `fields.deal.amount`. */
export interface Translate {
  (key: MessageKey, params?: Params): string
  dyn(key: string, params?: Params, fallback?: string): string
  /** Whether there is such a sentence. */
  has(key: string): boolean
}

const storageKey = 'onward.language'

/** Loads the words of the language remembered in this browser, else of the browser itself. Call once. */
export async function startLanguage(): Promise<void> {
  const language = rememberedLanguage()
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    ns: ['onward'],
    defaultNS: 'onward',
    // A key is one name with dots in it: `errors.step.already-closed`.
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    resources: { [language]: { onward: await wordsOf(language) } },
  })
  show(language)
}

/** Sentences by key. */
export type Words = Record<string, string>

let ownWords: (language: Language, shipped: Words) => Words = () => ({})

/** Adds what the workspace calls the things it has made itself, in every language this page has or will have. */
export function setOwnWords(words: typeof ownWords): void {
  ownWords = words
  for (const language of languages) {
    const shipped = i18next.isInitialized && i18next.getResourceBundle(language, 'onward')
    if (shipped) i18next.addResources(language, 'onward', words(language, shipped))
  }
}

/** Switches the language of the whole page; its words are fetched when it is new to this page. */
export async function setLanguage(language: Language): Promise<void> {
  localStorage.setItem(storageKey, language)
  if (i18next.language === language) return
  if (!i18next.hasResourceBundle(language, 'onward'))
    i18next.addResourceBundle(language, 'onward', await wordsOf(language))
  await i18next.changeLanguage(language)
  show(language)
}

/** The language chosen in this browser, else the first of the browser's that is ours, else English. */
export function rememberedLanguage(): Language {
  const stored = localStorage.getItem(storageKey)
  const wanted = [stored ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase())
  return languages.find((language) => language === wanted.find((tag) => isLanguage(tag))) ?? 'en'
}

/** The language of the page and the way to say things in it. */
export function useT(): Translate {
  const { t, i18n } = useTranslation()
  return useMemo(() => {
    const say = (key: string, params?: Params) => t(key, params ?? {})
    return Object.assign(say, {
      dyn: (key: string, params?: Params, fallback?: string) =>
        t(key, { ...params, defaultValue: fallback ?? key }),
      has: (key: string) => i18n.exists(key),
    })
  }, [t, i18n])
}

/** The language of the page. */
export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return isLanguage(i18n.language) ? i18n.language : 'en'
}

/** Says a sentence outside of a component: in a toast of a failed request, in a document title. */
export const translate: Translate = Object.assign(
  (key: string, params?: Params) => i18next.t(key, params ?? {}),
  {
    dyn: (key: string, params?: Params, fallback?: string) =>
      i18next.t(key, { ...params, defaultValue: fallback ?? key }),
    has: (key: string) => i18next.exists(key),
  },
)

function isLanguage(tag: string): tag is Language {
  return tag === 'ru' || tag === 'en'
}

async function wordsOf(language: Language): Promise<Words> {
  // The build makes the file from the locale files, every member of which is a sentence or a branch of sentences.
  const shipped = flatten((await fetchWords(language)) as MessageTree)
  return Object.assign(shipped, ownWords(language, shipped))
}

function show(language: Language): void {
  document.documentElement.lang = language
}
