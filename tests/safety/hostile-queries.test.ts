import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { searchableText } from '../../src/kernel/text/search/searchable.ts'
import { storableText } from '../../src/kernel/text/storable.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { hostileText, languagesOf } from './values.ts'

const numRuns = Number(process.env.ONWARD_FUZZ_RUNS ?? 300)
const seed = Number(process.env.ONWARD_FUZZ_SEED ?? 2026)

/** Names that are hard to find, to sort and to tell apart. */
const names = [
  'Ёж',
  'еж',
  'ЁЖ-2',
  "O'Brien",
  '100%',
  '100',
  'a_b',
  'axb',
  'back\\slash',
  '"quoted"',
  '$1',
  'İzmir',
  'ΣΊΣΥΦΟΣ',
  '-- x',
  'я я',
  '%',
]

let app: TestApp
let ids: string[]
beforeAll(async () => {
  app = await startTestApp()
  ids = []
  for (const [index, name] of names.entries()) {
    const made = await app.admin.post('/companies', { name, city: index % 3 ? `City ${index % 2}` : null })
    ids.push(made.body.item.id)
  }
})
afterAll(() => app.close())

const text = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...names) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...names).chain((name) => fc.nat(name.length).map((at) => name.slice(at))),
  },
  { weight: 3, arbitrary: hostileText.map((one) => one.slice(0, 200)) },
)
const list = (query: Record<string, string>) =>
  app.admin.get(`/companies?limit=200&${new URLSearchParams(query)}`)
const idsIn = (body: { items: { id: string }[] }) => body.items.map(({ id }) => id)
const { sort, filter, cursor } = languagesOf({
  fields: { name: 0, city: 0, owner: 0, createdAt: 0, annualRevenue: 0 },
} as never)

/** Signs are no part of a word; names they join may stand apart, addresses and numbers may not. */
function wordsOf(query: string): string[] {
  return query
    .split(/\s+/)
    .flatMap((token) => {
      const form = searchableText(token).trim().replace(/ +/g, ' ')
      const parts = form.split(' ')
      return /[\d@]/.test(token) || parts.some(({ length }) => length < 3) ? [form] : parts
    })
    .filter((word) => word !== '')
    .slice(0, 8)
}

/** One or two letters are looked for where words begin. */
function holds(name: string, word: string): boolean {
  const form = ` ${searchableText(name)} `
  return word.length > 2 ? form.includes(word) : form.includes(` ${word}`)
}

/** Every question is refused or answered by what it means; `answered` shows that the property says something. */
async function property(
  arbitrary: fc.Arbitrary<string>,
  judge: (given: string) => Promise<boolean>,
): Promise<void> {
  let answered = 0
  const check = fc.asyncProperty(arbitrary, async (given) => {
    if (await judge(given)) answered++
  })
  await fc.assert(check, { numRuns, seed })
  expect(answered).toBeGreaterThan(numRuns / 20)
}

describe('whatever stands in', () => {
  it('the search words finds the records that hold them, and others only for want of them', async () => {
    await property(text, async (q) => {
      const { status, body } = await list({ q })
      if (status !== 200) {
        expect([400, 422]).toContain(status)
        return false
      }
      // What looks like a phone number is compared by its digits.
      if (/^[\d\s()+.-]{4,}$/.test(q.trim())) return false
      const words = wordsOf(storableText(q))
      const isUnasked = storableText(q).trim() === ''
      const meant = ids.filter(
        (_, index) => isUnasked || (words.length > 0 && words.every((word) => holds(names[index]!, word))),
      )
      const found = idsIn(body)
      expect(meant.filter((id) => !found.includes(id))).toEqual([])
      // Others only where little is found, and for what can be spelled in another way.
      if (meant.length >= 5 || !/\p{L}/u.test(q)) expect(found.sort()).toEqual(meant.sort())
      if (meant.length > 0) expect(body.shownFor).toBeNull()
      return true
    })
  })

  it('the order keeps every record, and pages hold each of them once', async () => {
    await property(sort!, async (order) => {
      const { status, body } = await list({ sort: order })
      if (status !== 200) {
        expect([400, 422]).toContain(status)
        return false
      }
      expect([...idsIn(body)].sort()).toEqual([...ids].sort())
      const first = await app.admin.get(`/companies?limit=7&${new URLSearchParams({ sort: order })}`)
      const rest = await list({ sort: order, cursor: first.body.nextCursor })
      expect([...idsIn(first.body), ...idsIn(rest.body)]).toEqual(idsIn(body))
      return true
    })
  })

  it('a cursor shows none but the records of the list, in its order', async () => {
    const { body: whole } = await list({ sort: 'name' })
    await property(cursor!, async (given) => {
      const { status, body } = await list({ sort: 'name', cursor: given })
      if (status !== 200) expect([400, 422]).toContain(status)
      else expect(idsIn(whole).join()).toContain(idsIn(body).join())
      return true
    })
  })

  it('a filter and its opposite show every record once', async () => {
    await property(filter!, async (given) => {
      const { status, body } = await list({ filter: given })
      if (status !== 200) {
        expect([400, 422]).toContain(status)
        return false
      }
      const opposite = await list({ filter: `{"not":${given}}` })
      // What is no filter at all, such as null, has no opposite.
      if (opposite.status !== 200) return false
      expect([...idsIn(body), ...idsIn(opposite.body)].sort()).toEqual([...ids].sort())
      return true
    })
  })
})
