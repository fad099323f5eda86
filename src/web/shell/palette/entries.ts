import { favourites, recentRecords } from '../../../kernel/commands/places.ts'
import { inOtherLayout } from '../../../kernel/text/search/layout.ts'
import type { Mark } from '../../../kernel/text/search/marks.ts'
import { useQuestion } from '../../api/commands.ts'
import { type FoundRecord, useFoundRecords } from '../../api/search.ts'
import { allows, useSession } from '../../api/session.ts'
import { allSettings, placePath, recordPath, shownEntity } from '../../app/registry.ts'
import { useGo } from '../../app/routing.tsx'
import { useStore } from '../../app/store.ts'
import { useFieldWords } from '../../fields/field-words.ts'
import { type Translate, useT } from '../../text/i18n.ts'
import type { IconName } from '../../ui/icon.tsx'
import { type Action, useActiveScopes } from '../actions/registry.ts'
import { keyOf } from '../actions/remap.ts'
import { matchScore } from './match.ts'
import { noteSearch, recentSearches } from './recent.ts'

/** One line of the palette. */
export interface Entry {
  id: string
  title: string
  /** Where the title holds what was looked for. */
  titleMarks?: readonly Mark[]
  /** Said of it, part by part. */
  subtitle?: readonly { text: string; marks?: readonly Mark[] }[]
  icon?: IconName
  keys?: string
  /** Choosing the line types this text instead of doing something. */
  text?: string
  perform: () => void
}

export interface EntryGroup {
  heading: string
  entries: Entry[]
}

/** Asked for where those of one kind are picked out of all, and shown of them. */
const mostOfAll = 50
const mostShown = 12
const mostLately = 10
const mostStarred = 8

const prefixes: Record<string, string> = { c: 'contact', d: 'deal', l: 'lead', k: 'company', t: 'ticket' }

/** What the palette shows for a text. */
export function useEntries(text: string): { groups: EntryGroup[]; error: unknown } {
  const t = useT()
  const onlyActions = text.startsWith('>')
  const { noun, wanted } = split(text)
  const actions = useActionGroups(noun ? null : onlyActions ? text.slice(1) : text)
  const { records, shownFor, error } = useRecordEntries(onlyActions ? '' : wanted, noun)
  const settings = useSettingEntries(noun || onlyActions ? '' : text)
  const lately = usePlaces(recentRecords, text === '', mostLately)
  const starred = usePlaces(favourites, text === '', mostStarred).filter(
    ({ id }) => !lately.some((one) => one.id === id),
  )
  const searches = useSearches(text === '')
  const groups = [
    { heading: t('palette.recent'), entries: lately },
    { heading: t('palette.favourites'), entries: starred },
    { heading: t('palette.searches'), entries: searches },
    { heading: shownFor ? t('shell.shownFor', { text: shownFor }) : t('palette.records'), entries: records },
    ...actions,
    { heading: t('palette.settings'), entries: settings },
  ]
  return { groups: groups.filter(({ entries }) => entries.length > 0), error }
}

/** The same keys begin a prefix in either layout: `d:` is `в:` there, and `вЖ` where the colon is meant too. */
function split(text: string): { noun: string | null; wanted: string } {
  const [, letter = '', wanted = ''] = /^(\p{L})[:Ж]\s*(.*)$/u.exec(text) ?? []
  const noun = prefixes[letter.toLowerCase()] ?? prefixes[inOtherLayout(letter.toLowerCase())]
  return noun ? { noun, wanted } : { noun: null, wanted: text }
}

function useActionGroups(text: string | null): EntryGroup[] {
  const t = useT()
  const { grants } = useSession()
  const scopes = useActiveScopes()
  if (text === null) return []
  const seen = new Set<string>()
  const offered = (action: Action) => {
    if (action.keyOnly || action.visible === false || !allows(grants, action.needs) || seen.has(action.id))
      return false
    seen.add(action.id)
    return true
  }
  const here = scopes.filter(({ name }) => name !== 'global').toReversed()
  const everywhere = scopes.filter(({ name }) => name === 'global')
  return [
    {
      heading: t('palette.here'),
      entries: ranked(
        here.flatMap(({ actions }) => actions.filter(offered)),
        text,
        t,
      ),
    },
    {
      heading: t('palette.everywhere'),
      entries: ranked(
        everywhere.flatMap(({ actions }) => actions.filter(offered)),
        text,
        t,
      ),
    },
  ]
}

function ranked(actions: readonly Action[], text: string, t: Translate): Entry[] {
  return actions
    .map((action) => ({ action, title: t(action.titleKey, action.titleParams) }))
    .map((one) => ({
      ...one,
      score: scoreOf(text, one.title, one.action.wordsKey && t(one.action.wordsKey)),
    }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .map(({ action, title }) => ({
      id: action.id,
      title,
      icon: action.icon,
      keys: keyOf(action),
      perform: action.perform,
    }))
}

/** Its other words count less than its title. */
function scoreOf(text: string, title: string, words: string | undefined): number {
  return Math.max(matchScore(text, title), words && text.trim() ? matchScore(text, words) / 2 : 0)
}

function useRecordEntries(text: string, noun: string | null) {
  const t = useT()
  const words = useFieldWords()
  const open = useOpenRecord()
  const { records, shownFor, error } = useFoundRecords(text, noun ? mostOfAll : undefined)
  const entries = records
    .filter(({ entity }) => noun === null || entity === noun)
    .map((record): Entry => {
      const { entity, id, title, titleMarks, subtitle, found, of } = record
      const shown = shownEntity(entity)
      const kind = { text: shown ? t(shown.labelKey) : words.one(entity) }
      return {
        id,
        icon: shownEntity(of?.entity ?? entity)?.icon,
        // What has no page of its own is opened where it belongs, and shown under that name.
        ...(of
          ? { title: of.title, subtitle: [kind, { text: title, marks: titleMarks }] }
          : {
              title,
              titleMarks,
              subtitle: [kind, ...(found ? [found] : []), ...(subtitle ? [{ text: subtitle }] : [])],
            }),
        perform: () => {
          noteSearch(text)
          open(of ?? record)
        },
      }
    })
  return { records: entries.slice(0, mostShown), shownFor, error }
}

function useSettingEntries(text: string): Entry[] {
  const t = useT()
  const go = useGo()
  const { grants } = useSession()
  if (text.trim() === '') return []
  return allSettings()
    .filter(({ needs, labelKey, wordsKey }) => {
      const words = `${t(labelKey)} ${wordsKey ? t(wordsKey) : ''}`
      return allows(grants, needs) && matchScore(text, words) > 0
    })
    .map(({ id, labelKey, icon }) => ({
      id: `settings.${id}`,
      title: t(labelKey),
      icon,
      perform: () => go({ to: `/settings/${id}` }),
    }))
}

/** Favourites, or what was looked at last: what the server says may be seen. */
function usePlaces(
  question: typeof favourites | typeof recentRecords,
  wanted: boolean,
  most: number,
): Entry[] {
  const t = useT()
  const go = useGo()
  const { data } = useQuestion(question, {}, { enabled: wanted, touches: [] })
  if (!wanted) return []
  return (data?.items ?? []).slice(0, most).flatMap((place) => {
    const to = placePath(place)
    if (!to) return []
    const shown = shownEntity(place.of ?? place.entity)
    const kind = shown && t(place.of ? shown.pluralKey : shown.labelKey)
    return [
      {
        id: place.id,
        title: place.title,
        subtitle: kind ? [{ text: kind }] : undefined,
        icon: shown?.icon,
        perform: () => go(to),
      },
    ]
  })
}

function useSearches(wanted: boolean): Entry[] {
  const searches = useStore(recentSearches)
  if (!wanted) return []
  return searches.map((text) => ({
    id: `search.${text}`,
    title: text,
    icon: 'search',
    text,
    perform: () => {},
  }))
}

function useOpenRecord() {
  const go = useGo()
  return ({ entity, id }: Pick<FoundRecord, 'entity' | 'id'>) => {
    const to = recordPath(entity, id)
    if (!to) return
    go({ to })
  }
}
