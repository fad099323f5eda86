import { describe, expect, it } from 'vitest'
import { normalisePhone } from '../../../kernel/text/phone.ts'
import { generateSamples } from './generate.ts'
import type { Happening, SampleCompany, SampleRequest, Worked } from './sample.ts'

const base: SampleRequest = {
  seed: 'test',
  locale: 'ru',
  now: new Date('2026-11-20T11:30:00Z'),
  country: 'RU',
  currency: 'RUB',
  timeZone: 'Europe/Moscow',
}
const american = { locale: 'en', country: 'US', currency: 'USD', timeZone: 'America/Chicago' } as const

/** Ordinary days and awkward ones: a Sunday, the small hours, New Year, the week clocks change, far zones. */
const requests: Record<string, SampleRequest> = {
  'a Russian Friday': base,
  'a Russian Sunday': { ...base, seed: 'two', now: new Date('2026-11-22T08:00:00Z') },
  'the New Year holidays': { ...base, now: new Date('2027-01-04T20:59:00Z'), model: 'strategic' },
  'early morning in Vladivostok': {
    ...base,
    now: new Date('2026-06-30T22:40:00Z'),
    timeZone: 'Asia/Vladivostok',
    model: 'transactional',
  },
  'an American Tuesday': { ...base, ...american, now: new Date('2026-03-10T19:10:00Z') },
  'midnight in Chicago': { ...base, ...american, now: new Date('2026-11-02T05:59:00Z'), model: 'strategic' },
  'a British afternoon': {
    ...base,
    ...american,
    country: 'GB',
    currency: 'GBP',
    timeZone: 'Europe/London',
    model: 'transactional',
  },
}

const isClosing = ({ type }: Happening) => type !== 'created' && type !== 'noted'
const worked = ({ leads, deals }: SampleCompany): Worked[] => [...leads, ...deals]
const nextOf = (happening: Happening) => ('next' in happening ? [happening.next] : [])

it('tells the same story for the same seed and another for another', () => {
  expect(generateSamples(base)).toEqual(generateSamples({ ...base }))
  expect(generateSamples(base).leads).not.toEqual(generateSamples({ ...base, seed: 'other' }).leads)
})

describe.each(Object.entries(requests))('on %s', (_, request) => {
  const company = generateSamples(request)
  const all = worked(company)
  const managers = company.users.filter(({ role }) => role === 'sales_manager')
  const local = new Intl.DateTimeFormat('sv', {
    timeZone: request.timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  const dayOf = (moment: string | Date) => local.format(new Date(moment)).slice(0, 10)
  const today = dayOf(request.now)

  it('has the size of a real company', () => {
    const { companies, contacts, leads, deals, products, users, teams } = company
    expect({
      companies: companies.length,
      contacts: contacts.length,
      leads: leads.length,
      deals: deals.length,
    }).toEqual({
      companies: 140,
      contacts: 260,
      leads: 420,
      deals: 190,
    })
    expect([products.length, teams.length, managers.length]).toEqual([12, 2, 5])
    expect(users.map(({ role }) => role).filter((role) => role !== 'sales_manager')).toEqual([
      'administrator',
      'head_of_sales',
      'analyst',
    ])
    expect(leads.filter(({ status }) => status === 'open')).toHaveLength(240)
    expect(deals.filter(({ status }) => status === 'open')).toHaveLength(90)
    expect(deals.filter(({ status }) => status === 'won')).toHaveLength(35)
  })

  it('leaves nobody hanging: one current step while open, none when closed', () => {
    for (const { key, status, currentStep, history } of all) {
      expect([key, currentStep !== null]).toEqual([key, status === 'open'])
      const last = history.findLast(({ type }) => type !== 'noted')
      expect([key, currentStep]).toEqual([key, last && 'next' in last ? last.next : null])
    }
  })

  it('tells every story in order and up to now', () => {
    for (const { key, createdAt, history } of all) {
      const moments = history.map(({ at }) => at)
      expect([key, moments]).toEqual([key, [...moments].sort()])
      expect([key, history[0]?.type, moments[0]]).toEqual([key, 'created', createdAt])
      expect([key, history.filter(({ type }) => type === 'created').length]).toEqual([key, 1])
      expect(Date.parse(moments.at(-1) ?? '')).toBeLessThan(request.now.getTime())
      const promises = history.flatMap(nextOf)
      promises.forEach(({ dueAt }, index) => {
        const plannedAt = history.filter((one) => nextOf(one).length > 0)[index]?.at ?? ''
        expect([key, dueAt > plannedAt]).toEqual([key, true])
      })
    }
  })

  it('works on working days between nine and seven, and today', () => {
    const moments = [
      ...all.flatMap(({ history }) => [
        ...history.map(({ at }) => at),
        ...history.flatMap(nextOf).map(({ dueAt }) => dueAt),
      ]),
      ...[...company.companies, ...company.contacts].map(({ createdAt }) => createdAt),
      ...company.notes.map(({ at }) => at),
    ]
    const odd = moments.filter((moment) => {
      const hour = Number(local.format(new Date(moment)).slice(11, 13))
      const weekday = new Date(dayOf(moment)).getUTCDay()
      return hour < 9 || hour >= 19 || ((weekday === 0 || weekday === 6) && dayOf(moment) !== today)
    })
    expect(odd).toEqual([])
  })

  it('gives every manager months of history and a day to live', () => {
    for (const { key } of managers) {
      const own = all.filter(({ owner }) => owner === key)
      const due = own.flatMap(({ currentStep }) => (currentStep ? [dayOf(currentStep.dueAt)] : []))
      const closed = own.flatMap(({ history }) => history.filter(isClosing))
      expect(closed.length).toBeGreaterThan(150)
      expect(closed.length).toBeLessThan(700)
      expect(due.filter((day) => day === today).length).toBeGreaterThanOrEqual(8)
      expect(due.filter((day) => day === today).length).toBeLessThanOrEqual(16)
      expect(due.filter((day) => day < today).length).toBeLessThanOrEqual(9)
    }
  })

  it('keeps what comes later within two weeks, but for those who asked for months', () => {
    const limit = new Date(request.now.getTime() + 20 * 86_400_000).toISOString()
    const far = all.filter(({ currentStep }) => currentStep && currentStep.dueAt > limit)
    expect(far.filter(({ history }) => history.findLast(isClosing)?.type !== 'parked')).toEqual([])
    expect(far.length).toBeGreaterThan(5)
  })

  it('says why when it postpones for the third time, and why when it is refused', () => {
    for (const { history } of all) {
      let times = 0
      for (const happening of history.filter(isClosing)) {
        times = happening.type === 'postponed' ? times + 1 : 0
        if (happening.type === 'postponed' && times >= 3) expect(happening.reason).toBeTruthy()
        if (happening.type === 'lost' || happening.type === 'parked')
          expect(happening.reason).toMatch(/^\p{Lu}/u)
      }
      expect(times).toBeLessThanOrEqual(8)
    }
  })

  it('turns leads into first deals at one and the same moment', () => {
    const grown = company.deals.filter(({ lead }) => lead)
    expect(grown).toHaveLength(75)
    for (const deal of grown) {
      const lead = company.leads.find(({ key }) => key === deal.lead)
      expect(lead?.history.at(-1)).toMatchObject({
        type: 'converted',
        at: deal.createdAt,
        deal: deal.key,
        contact: deal.contact,
      })
      expect(company.contacts.find(({ key }) => key === deal.contact)).toMatchObject({
        createdAt: deal.createdAt,
        phone: lead?.phone,
      })
    }
  })

  it('knows customers before it sells to them', () => {
    const known = new Map(
      [...company.companies, ...company.contacts].map(({ key, createdAt }) => [key, createdAt]),
    )
    for (const deal of company.deals) {
      expect(known.get(deal.company)! <= deal.createdAt).toBe(true) // a missing customer compares as false
      expect(known.get(deal.contact)! <= deal.createdAt).toBe(true)
    }
    for (const note of company.notes)
      expect(known.get(note.company ?? note.contact ?? '')! <= note.at).toBe(true)
  })

  it('has tags that tell some from the others, and views of them', () => {
    const bearers = [...company.companies, ...company.contacts, ...company.deals]
    for (const { key } of company.tags) {
      const count = bearers.filter(({ tags }) => tags.includes(key)).length
      expect([key, count > 2 && count < bearers.length / 4]).toEqual([key, true])
    }
    const known = company.tags.map(({ key }) => key)
    expect(known).toEqual(expect.arrayContaining([...new Set(bearers.flatMap(({ tags }) => tags))]))
    expect(known).toEqual(expect.arrayContaining(company.views.map(({ tag }) => tag)))
  })

  it('has phones that look right and belong to nobody', () => {
    const reserved =
      /^\+7(945|973|946|974|947|975)000|^\+7\d{3}000\d{4}$|^\+7\d{4}00\d{4}$|^\+1\d{3}55501\d\d$|^\+44(2079460|7700900|2920180|\d{3}49[68]0)\d{3}$/
    const people = [
      ...company.users,
      ...company.companies,
      ...company.contacts,
      ...company.leads.filter(({ status }) => status !== 'won'),
    ]
    for (const { phone } of people) {
      expect(phone).toMatch(reserved)
      expect(normalisePhone(phone, request.country)).toBe(phone)
    }
    expect(new Set(people.map(({ phone }) => phone)).size).toBe(people.length)
  })

  it('names nobody’s domain', () => {
    const text = JSON.stringify(company)
    const addresses = text.match(/[\w.-]+@[\w.-]+|https?:\/\/[^"\s]+/g) ?? []
    expect(addresses.length).toBeGreaterThan(500)
    expect(addresses.filter((address) => !address.endsWith('.example'))).toEqual([])
    const mailboxes = [...company.contacts, ...company.users].flatMap(({ email }) => (email ? [email] : []))
    expect(new Set(mailboxes).size).toBe(mailboxes.length)
  })

  it('leaves no slot, tag or choice unsaid', () => {
    const texts = JSON.stringify(
      [company.leads, company.deals, company.notes].map((list) =>
        list.map(({ ...one }) => Object.values(one)),
      ),
    )
    expect(texts).not.toMatch(
      /undefined|NaN|"[^"]*(?:\{[a-zA-Z]+\}|<(?:me|client):|racks: |trucks: |early: |late: )[^"]*"/,
    )
  })
})

it('has two teams, one excellent, one overloaded and one procrastinating', () => {
  const { leads, deals } = generateSamples(base)
  const of = (key: string) => [...leads, ...deals].filter(({ owner }) => owner === key)
  const postponed = (key: string) => {
    const closed = of(key).flatMap(({ history }) => history.filter(isClosing))
    return closed.filter(({ type }) => type === 'postponed').length / closed.length
  }
  const won = (key: string) => of(key).filter((one) => 'amount' in one && one.status === 'won').length
  expect(of('user-zhuravleva').length).toBeGreaterThan(of('user-galkin').length * 1.4)
  expect(postponed('user-filin')).toBeGreaterThan(postponed('user-sokolov') * 2)
  expect(won('user-sokolov')).toBeGreaterThan(won('user-filin') * 2)
})

describe('in Russian', () => {
  const company = generateSamples(base)

  it('is never without «Ромашка»', () => {
    expect(company.companies[0]?.name).toContain('«Ромашка»')
  })

  it('mixes no Latin letters into Russian words', () => {
    const mixed = JSON.stringify(company).match(
      /[\p{L}]*(?:\p{Script=Cyrillic}\p{Script=Latin}|\p{Script=Latin}\p{Script=Cyrillic})[\p{L}]*/gu,
    )
    expect(mixed).toBeNull()
  })

  it('gives tax numbers of a region that does not exist', () => {
    for (const { taxId } of company.companies) expect(taxId).toMatch(/^00\d{8}(\d{2})?$/)
  })
})

it('says different things in notes', () => {
  for (const locale of ['ru', 'en'] as const) {
    const company = generateSamples({ ...base, locale })
    const notes = worked(company).flatMap(({ history }) =>
      history.flatMap((one) => ('note' in one ? [one.note] : 'text' in one ? [one.text] : [])),
    )
    expect(new Set(notes).size).toBeGreaterThan(300)
  }
})
