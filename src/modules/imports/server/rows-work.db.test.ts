import { describe, expect, it } from 'vitest'
import { rowsBroughtIn, said } from '../../../../tests/helpers/import-rows.ts'
import { csv, type GivenSettings } from '../../../../tests/helpers/imports.ts'

const { app, bringIn, deals, imports, leads } = rowsBroughtIn()

describe('an owner', () => {
  const columns = { Name: 'name', Owner: 'owner', State: 'status' }

  it('is one person, people in turn, or whom the column names', async () => {
    const [one, two] = [
      await app().signIn('sales_manager', { name: 'Oleg Petrov' }),
      await app().signIn('sales_manager'),
    ]
    const rows = [['Name'], ...Array.from({ length: 103 }, (_, n) => [`Lead ${n}`])]
    await bringIn(rows, {
      entity: 'lead',
      columns: { Name: 'name' },
      owner: { mode: 'one', user: one.userId },
    })
    expect(await app().rows('select distinct owner_id from leads')).toEqual([{ owner_id: one.userId }])
    await app().rows('delete from steps; delete from leads')

    await bringIn(rows, {
      entity: 'lead',
      columns: { Name: 'name' },
      owner: { mode: 'roundRobin', users: [one.userId, two.userId] },
    })
    const turns = await leads('owner_id')
    expect(turns.map(({ owner_id }) => owner_id)).toEqual(
      turns.map((_, n) => (n % 2 === 0 ? one.userId : two.userId)),
    )
    await app().rows('delete from steps; delete from leads')

    const named = [
      ['Name', 'Owner', 'State'],
      ['A', 'oleg petrov', ''],
      ['B', two.email.toUpperCase(), ''],
      ['C', 'Nobody Known', ''],
      ['D', '', ''],
    ]
    const { problems } = await bringIn(named, {
      entity: 'lead',
      columns,
      owner: { mode: 'column', user: app().admin.userId },
    })
    expect(said(problems)).toEqual(['4 owner value.owner-unknown warning'])
    expect(await leads('owner_id')).toEqual(
      [one.userId, two.userId, app().admin.userId, app().admin.userId].map((owner_id) => ({ owner_id })),
    )
    const steps = await app().rows(
      'select s.owner_id = l.owner_id as same from steps s join leads l on l.id = s.lead_id',
    )
    expect(steps).toEqual(Array.from({ length: 4 }, () => ({ same: true })))
  })

  it('who has been switched off keeps only what is closed', async () => {
    const gone = await app().signIn('sales_manager', { name: 'Gone Person' })
    expect(
      (await app().admin.post('/commands/user.deactivate', { id: gone.userId, heir: app().admin.userId }))
        .status,
    ).toBe(200)
    const rows = [
      ['Name', 'Owner', 'State'],
      ['A', 'Gone Person', 'won'],
      ['B', 'Gone Person', 'open'],
    ]
    const { problems } = await bringIn(rows, {
      entity: 'lead',
      columns,
      owner: { mode: 'column', user: app().admin.userId },
    })
    expect(said(problems)).toEqual(['3 owner value.owner-inactive warning'])
    expect(await leads('owner_id')).toEqual([{ owner_id: gone.userId }, { owner_id: app().admin.userId }])
    const usual: GivenSettings = {
      entity: 'lead',
      columns: { Name: 'name' },
      owner: { mode: 'one', user: gone.userId },
    }
    await expect(imports().begin(csv([['Name'], ['A']]), usual)).rejects.toThrow('step.owner-inactive')
  })
})

describe('a next step', () => {
  it('is spread over working days for each owner, going on where another batch has stopped', async () => {
    const two = await app().signIn('sales_manager')
    const rows = [
      ['Name', 'State'],
      ...Array.from({ length: 240 }, (_, n) => [`Lead ${n}`, n % 60 === 59 ? 'won' : '']),
    ]
    await bringIn(rows, {
      entity: 'lead',
      columns: { Name: 'name', State: 'status' },
      owner: { mode: 'roundRobin', users: [app().admin.userId, two.userId] },
      nextStep: { perDay: 40, startOn: '2030-06-07' },
    })
    const days = await app().rows(
      `
      select owner_id = $1 as first, to_char(due_at at time zone 'Europe/Moscow', 'YYYY-MM-DD') as day, count(*)::int as steps,
        min(to_char(due_at at time zone 'Europe/Moscow', 'HH24:MI')) as from, count(distinct due_at)::int as moments
      from steps group by 1, 2 order by 1 desc, 2`,
      [app().admin.userId],
    )
    // Friday, then Monday and Tuesday; every sixtieth row is won and falls to the second person.
    expect(days).toEqual([
      { first: true, day: '2030-06-07', steps: 40, from: '09:00', moments: 40 },
      { first: true, day: '2030-06-10', steps: 40, from: '09:00', moments: 40 },
      { first: true, day: '2030-06-11', steps: 40, from: '09:00', moments: 40 },
      { first: false, day: '2030-06-07', steps: 40, from: '09:00', moments: 40 },
      { first: false, day: '2030-06-10', steps: 40, from: '09:00', moments: 40 },
      { first: false, day: '2030-06-11', steps: 36, from: '09:00', moments: 36 },
    ])
  })

  it('counts the attempts that have been made', async () => {
    await bringIn(
      [
        ['Name', 'Calls', 'State'],
        ['A', 3, 'open'],
        ['B', 5, 'lost'],
        ['C', '', ''],
      ],
      {
        entity: 'lead',
        columns: { Name: 'name', Calls: 'attempts', State: 'status' },
      },
    )
    expect(
      await app().rows(
        'select l.name, l.attempts, s.attempt from leads l left join steps s on s.lead_id = l.id order by 1',
      ),
    ).toEqual([
      { name: 'A', attempts: 3, attempt: 4 },
      { name: 'B', attempts: 5, attempt: null },
      { name: 'C', attempts: 0, attempt: 1 },
    ])
  })
})

describe('a closed deal', () => {
  it('was closed when the row says, else on the day it was expected to, else now', async () => {
    const rows = [
      ['Title', 'Stage', 'Closed', 'Expected', 'Reason'],
      ['A', 'Won', '2026-01-10 15:30', '2026-01-01', 'Price'],
      ['B', 'Lost', '', '2026-01-12', 'Silence'],
      ['C', 'Won', '', '2099-01-12', ''],
      ['D', 'Proposal', '2026-01-10', '2099-02-02', 'None'],
    ]
    const columns = {
      Title: 'title',
      Stage: 'stage',
      Closed: 'closedAt',
      Expected: 'closeOn',
      Reason: 'closeReason',
    }
    const before = new Date()
    await bringIn(rows, { entity: 'deal', columns })
    const found = await deals('title, closed_at, close_on, close_reason')
    expect(found).toEqual([
      { title: 'A', closed_at: '2026-01-10T12:30:00.000Z', close_on: '2026-01-01', close_reason: 'Price' },
      { title: 'B', closed_at: '2026-01-11T21:00:00.000Z', close_on: '2026-01-12', close_reason: 'Silence' },
      { title: 'C', closed_at: expect.any(String), close_on: '2099-01-12', close_reason: null },
      { title: 'D', closed_at: null, close_on: '2099-02-02', close_reason: null },
    ])
    expect(Date.parse(String(found[2]?.closed_at))).toBeGreaterThanOrEqual(before.getTime())
  })
})
