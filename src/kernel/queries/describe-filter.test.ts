import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import i18next, { type i18n } from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { catalog, company, filtersOn, ids, thing } from '../../../tests/helpers/filters.ts'
import { describeFilter } from './describe-filter.ts'
import type { Filter } from './filter.ts'
import { filterProblems } from './filter-problem.ts'
import { periodNames, periods } from './periods.ts'

const names = {
  en: {
    'fields.thing.title': 'Title',
    'fields.thing.price': 'Amount',
    'fields.thing.at': 'Due',
    'fields.thing.day': 'Closes',
    'fields.thing.kind': 'Kind',
    'fields.thing.size': 'Size',
    'fields.thing.owner': 'Owner',
    'fields.thing.active': 'Active',
    'fields.thing.company': 'Company',
    'fields.thing.partner': 'Partner',
    'fields.company.owner': 'Owner',
    'fields.company.city': 'City',
    'fields.user.name': 'Name',
    'fields.tag.label': 'Label',
    'choices.thing.kind.new': 'New',
    'choices.thing.kind.New': 'Brand new',
    'entities.tag.many': 'tags',
    'entities.thing.many': 'things',
  },
  ru: {
    'fields.thing.title': 'Название',
    'fields.thing.price': 'Сумма',
    'fields.thing.at': 'Срок',
    'fields.thing.day': 'Закрытие',
    'fields.thing.kind': 'Вид',
    'fields.thing.size': 'Размер',
    'fields.thing.owner': 'Ответственный',
    'fields.thing.active': 'Активно',
    'fields.thing.company': 'Компания',
    'fields.thing.partner': 'Партнёр',
    'fields.company.owner': 'Ответственный',
    'fields.company.city': 'Город',
    'fields.user.name': 'Имя',
    'fields.tag.label': 'Метка',
    'choices.thing.kind.new': 'Новая',
    'choices.thing.kind.New': 'Совсем новая',
    'entities.tag.many': 'Метки',
    'entities.thing.many': 'Вещи',
  },
}

const words = { en: i18next.createInstance(), ru: i18next.createInstance() }

beforeAll(async () => {
  for (const language of ['en', 'ru'] as const) await start(words[language], language)
})

const say = (language: 'en' | 'ru', filter: Filter, entity = thing) =>
  describeFilter(filter, entity, catalog, (key, params) => words[language].t(key, params ?? {}), {
    titleOf: (_, id) => (id === ids[0] ? 'Анна' : undefined),
    timeZone: 'Europe/Moscow',
  }).replaceAll(/[\u00a0\u202f]/g, ' ')

describe('describeFilter', () => {
  const cases: [Filter, string, string][] = [
    [{ all: [] }, 'все записи', 'all records'],
    [{ any: [] }, 'ни одной записи', 'no records'],
    [{ field: 'title', op: 'contains', value: 'ром' }, 'Название содержит «ром»', 'Title contains “ром”'],
    [
      { field: 'price', op: 'gt', value: { amount: 125_000_000, currency: 'RUB' } },
      'Сумма больше 1 250 000 ₽',
      'Amount is more than ₽1,250,000',
    ],
    [
      {
        field: 'price',
        op: 'between',
        value: [
          { amount: 1050, currency: 'RUB' },
          { amount: 2000, currency: 'RUB' },
        ],
      },
      'Сумма от 10,50 ₽ до 20 ₽',
      'Amount is from ₽10.50 to ₽20',
    ],
    [
      { field: 'size', op: 'in', value: [1849, 20000] },
      'Размер — одно из: 1849, 20 000',
      'Size is one of: 1849, 20,000',
    ],
    [{ field: 'active', op: 'eq', value: true }, 'Активно — да', 'Active is yes'],
    [{ field: 'kind', op: 'neq', value: 'new' }, 'Вид — не Новая', 'Kind is not New'],
    [{ field: 'kind', op: 'empty' }, 'Вид — не заполнено', 'Kind is empty'],
    [{ field: 'owner', op: 'eq', value: { me: true } }, 'Ответственный — я', 'Owner is me'],
    [
      { field: 'owner', op: 'in', value: { myTeam: true } },
      'Ответственный — из моей команды',
      'Owner is in my team',
    ],
    [
      { field: 'owner', op: 'in', value: [ids[0]!, ids[1]!] },
      'Ответственный — одно из: Анна, выбранная запись',
      'Owner is one of: Анна, the chosen record',
    ],
    [
      { field: 'day', op: 'lt', value: '2026-11-22' },
      'Закрытие раньше, чем 22 нояб. 2026 г.',
      'Closes is before Nov 22, 2026',
    ],
    [
      { field: 'at', op: 'gte', value: '2026-11-22T11:05:00Z' },
      'Срок не раньше, чем 22 нояб. 2026 г., 14:05',
      'Due is no earlier than Nov 22, 2026, 2:05 PM',
    ],
    [{ field: 'at', op: 'eq', value: { relative: 'today' } }, 'Срок — сегодня', 'Due is today'],
    [
      {
        field: 'day',
        op: 'between',
        value: [
          { relative: 'today', offset: { days: 1 } },
          { relative: 'today', offset: { weeks: 2 } },
        ],
      },
      'Закрытие: завтра — через 2 недели',
      'Closes: tomorrow – in 2 weeks',
    ],
    [
      { field: 'day', op: 'between', value: periods.lastQuarter },
      'Закрытие: прошлый квартал',
      'Closes: last quarter',
    ],
    [
      { field: 'at', op: 'lt', value: { relative: 'now', offset: { hours: -5 } } },
      'Срок раньше, чем 5 часов назад',
      'Due is before 5 hours ago',
    ],
    [
      { field: 'at', op: 'lt', value: { relative: 'now', offset: { days: -3 } } },
      'Срок раньше, чем это время 3 дня назад',
      'Due is before this time 3 days ago',
    ],
    [
      { field: 'day', op: 'gte', value: { relative: 'startOfMonth', offset: { months: -1 } } },
      'Закрытие не раньше, чем начало месяца (1 месяц назад)',
      'Closes is no earlier than the start of the month (1 month ago)',
    ],
    [
      { field: 'company.owner.name', op: 'startsWith', value: 'А' },
      'Компания › Ответственный › Имя начинается с «А»',
      'Company › Owner › Name starts with “А”',
    ],
    [
      {
        all: [
          { field: 'kind', op: 'empty' },
          { any: [{ field: 'size', op: 'eq', value: 1 }, { not: { field: 'size', op: 'gte', value: 5 } }] },
        ],
      },
      'Вид — не заполнено и (Размер — 1 или не (Размер не меньше 5))',
      'Kind is empty and (Size is 1 or not (Size is at least 5))',
    ],
    [{ related: 'tags' }, 'есть записи «Метки»', 'has tags'],
    [{ related: 'tags', count: { op: 'eq', value: 0 } }, 'нет записей «Метки»', 'has no tags'],
    [
      { related: 'tags', where: { field: 'label', op: 'eq', value: 'a' }, count: { op: 'gte', value: 3 } },
      'записей «Метки» не меньше 3, где Метка — «a»',
      'has at least 3 tags where Label is “a”',
    ],
  ]
  it.each(cases)('%j', (filter, ru, en) => {
    expect(say('ru', filter)).toBe(ru)
    expect(say('en', filter)).toBe(en)
  })

  it('names the field of a relation where there are several', () => {
    expect(say('ru', { related: 'things.partner' }, company)).toBe('есть записи «Вещи (Партнёр)»')
  })

  it('does not take what a person wrote for a placeholder', () => {
    const value = '{{field}} $t(filter.nothing)'
    expect(say('en', { not: { field: 'title', op: 'eq', value } })).toBe(`not (Title is “${value}”)`)
  })

  it('has words for every filter', () => {
    const missing: string[] = []
    const t = (key: string, params?: Record<string, unknown>) => {
      if (/^(filter|operators)\./.test(key) && !(words.ru.exists(key) && words.en.exists(key)))
        missing.push(key)
      return words.ru.t(key, params ?? {})
    }
    fc.assert(
      fc.property(filtersOn(thing), (filter) => {
        expect(describeFilter(filter, thing, catalog, t)).not.toMatch(/\{\{|undefined|\[object/)
      }),
    )
    expect(missing).toEqual([])
  })
})

it.each(periodNames)('%s is said in both languages', (period) => {
  for (const language of ['en', 'ru'] as const)
    expect(words[language].exists(`filter.periods.${period}`)).toBe(true)
})

describe('filterProblems', () => {
  it.each(filterProblems)('%s is said in both languages', (reason) => {
    for (const language of ['en', 'ru'] as const)
      expect(words[language].exists(`filter.problems.${reason}`)).toBe(true)
  })
})

async function start(instance: i18n, language: 'en' | 'ru'): Promise<void> {
  const file = new URL(`../text/locales/${language}.json`, import.meta.url)
  const platform = JSON.parse(readFileSync(file, 'utf8'))
  await instance.init({
    lng: language,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: { [language]: { translation: { ...flat(platform), ...names[language] } } },
  })
}

function flat(tree: Record<string, unknown>, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[prefix + key, value]]
        : Object.entries(flat(value as Record<string, unknown>, `${prefix}${key}.`)),
    ),
  )
}
