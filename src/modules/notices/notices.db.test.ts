import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'
import { writeMention } from '../../kernel/text/mentions.ts'
import { forgetOldNotices } from './server/notices.queries.ts'

let app: TestApp
let admin: TestClient
let boris: TestClient
let vera: TestClient
beforeAll(async () => {
  app = await startTestApp()
  admin = app.admin
  boris = await app.signIn('sales_manager', { name: 'Boris' })
  vera = await app.signIn('head_of_sales', { name: 'Vera' })
})
afterAll(() => app?.close())
beforeEach(() =>
  app.rows('delete from notifications; delete from followers; delete from notification_settings'),
)

const make = async (table: string, values: object, by = admin) =>
  (await by.post(`/${table}`, values)).body.item
const note = (deal: string, text: string, by = admin) => by.post('/notes', { deal, text })
const told = async (who: TestClient) => (await who.get('/notifications')).body.items
const kinds = async (who: TestClient) => (await told(who)).map(({ kind }: { kind: string }) => kind)
const unread = async (who: TestClient) => (await who.get('/notifications/unread')).body.count
const following = (by: TestClient, id: string, choice: object, entity = 'deal') =>
  by.post('/commands/record.follow', { entity, id, ...choice })
const assign = (ids: string[], to: TestClient, by = admin) =>
  by.post('/commands/work.assign', { entity: 'deal', ids, owner: to.userId })

describe('a person is told', () => {
  it('of a note that speaks to him, by the name of the record and what it says', async () => {
    const deal = await make('deals', { title: 'Racks', owner: boris.userId })
    await app.rows('delete from notifications')
    const answer = await note(deal.id, `${writeMention(boris.userId)}, look`)
    expect(answer.body.item.mentions).toEqual([boris.userId])
    const [only, ...more] = await told(boris)
    expect(more).toEqual([])
    expect(only).toMatchObject({
      kind: 'mentioned',
      actor: admin.userId,
      subject: { entity: 'deal', id: deal.id, title: 'Racks' },
      text: '@Boris, look',
      isRead: false,
    })
    expect(await unread(boris)).toBe(1)
    const entry = (await admin.get(`/timeline?entity=deal&record=${deal.id}`)).body
    expect(entry.titles[boris.userId]).toBe('Boris')
  })

  it('of a mention that comes with an edit, and not again of the one there was', async () => {
    const deal = await make('deals', { title: 'Edit', owner: vera.userId })
    const written = (await note(deal.id, `${writeMention(vera.userId)} hi`)).body.item
    await app.rows('delete from notifications')
    const changes = { text: `${writeMention(vera.userId)} ${writeMention(boris.userId)} hi` }
    await admin.patch(`/notes/${written.id}`, { version: written.version, changes })
    expect(await kinds(vera)).toEqual([])
    expect(await app.rows('select kind from notifications')).toEqual([{ kind: 'mentioned' }])
  })

  it('of what has been given to him, once however much it is', async () => {
    const deals = await Promise.all(['A', 'B', 'C'].map((title) => make('deals', { title })))
    await assign(
      deals.map(({ id }) => id),
      boris,
    )
    const items = await told(boris)
    expect(items).toMatchObject([{ kind: 'assigned', count: 3 }])
    await make('leads', { name: 'New for him', owner: boris.userId })
    expect(await kinds(boris)).toEqual(['assigned', 'assigned'])
  })

  it('of a step somebody else gives him', async () => {
    const deal = await make('deals', { title: 'Step' })
    await app.rows('delete from notifications')
    const step = (await admin.get(`/deals/${deal.id}`)).body.item.nextStep
    await admin.post('/commands/step.change', { step, owner: vera.userId })
    expect(await told(vera)).toMatchObject([{ kind: 'stepGiven', subject: { title: 'Step' } }])
  })

  it('never of what he did himself', async () => {
    const deal = await make('deals', { title: 'Mine' }, boris)
    await note(deal.id, `${writeMention(boris.userId)} to myself`, boris)
    expect(await told(boris)).toEqual([])
  })

  it('of what happens to what he owns or follows, until he follows it no more', async () => {
    const deal = await make('deals', { title: 'Followed', owner: boris.userId })
    await vera.post('/commands/record.follow', { entity: 'deal', id: deal.id, isFollowing: true })
    await app.rows('delete from notifications')
    const people = (await vera.get(`/followers?entity=deal&record=${deal.id}`)).body
    expect(people).toMatchObject({ isFollowing: true, people: [{ name: 'Boris' }, { name: 'Vera' }] })
    const stages = (await admin.get('/stages?limit=100')).body.items
    const next = stages.find(
      (one: { id: string; pipeline: string }) => one.pipeline === deal.pipeline && one.id !== deal.stage,
    )
    await admin.post('/commands/work.move', { entity: 'deal', id: deal.id, stage: next.id })
    await note(deal.id, 'A word')
    expect(await kinds(vera)).toEqual(['followedNote', 'followedStage'])
    expect(await kinds(boris)).toEqual(['followedNote', 'followedStage'])
    const { titles, items } = (await vera.get('/notifications')).body
    expect(titles[items[1].data.to]).toBe(next.name)

    await boris.post('/commands/record.follow', { entity: 'deal', id: deal.id, isFollowing: false })
    await app.rows('delete from notifications')
    await admin.post('/commands/work.lose', { entity: 'deal', id: deal.id, reason: 'No money' })
    expect(await told(vera)).toMatchObject([{ kind: 'followedClosed', data: { status: 'lost' } }])
    expect(await told(boris)).toEqual([])
  })

  it('of what has gone from him', async () => {
    const deal = await make('deals', { title: 'Handed over', owner: vera.userId })
    await app.rows('delete from notifications')
    await assign([deal.id], boris)
    expect(await told(vera)).toMatchObject([{ kind: 'followedOwner', data: { to: boris.userId } }])
    expect(await kinds(boris)).toEqual(['assigned'])
  })

  it('of no kind that he does not want', async () => {
    const unwanted = ['assigned', 'stepGiven']
    await boris.post('/commands/notification.choose', { unwanted })
    expect((await boris.get('/notifications/settings')).body).toEqual({ unwanted })
    await make('leads', { name: 'Quiet', owner: boris.userId })
    expect(await told(boris)).toEqual([])
    const wrong = await boris.post('/commands/notification.choose', { unwanted: ['everything'] })
    expect(wrong.status).toBe(422)
  })

  it('of the other thing, where he does not want the one that concerns him more', async () => {
    const deal = await make('deals', { title: 'Two at once', owner: boris.userId })
    await vera.post('/commands/notification.choose', { unwanted: ['mentioned'] })
    await following(vera, deal.id, { isFollowing: true })
    await app.rows('delete from notifications')
    await note(deal.id, `${writeMention(vera.userId)}, look`)
    expect(await kinds(vera)).toEqual(['followedNote'])

    await boris.post('/commands/notification.choose', { unwanted: ['assigned'] })
    const [one, other] = [await make('deals', { title: 'A' }), await make('deals', { title: 'B' })]
    await assign([one.id, other.id], boris)
    expect(await told(boris)).toMatchObject([{ kind: 'stepGiven', count: 2 }, { kind: 'followedNote' }])
  })

  it('of a record he follows, what he has chosen of it, whatever his settings say', async () => {
    const [less, more] = [await make('deals', { title: 'Less' }), await make('deals', { title: 'More' })]
    await vera.post('/commands/notification.choose', { unwanted: ['followedStage'] })
    const chosen = await following(vera, less.id, { isFollowing: true, wants: 'notes' })
    expect(chosen.body).toEqual({ isFollowing: true, wants: 'notes' })
    await following(vera, more.id, { isFollowing: true, wants: 'course' })
    for (const { id, pipeline, stage } of [less, more]) {
      const stages = (await admin.get('/stages?limit=100')).body.items as Record<string, string>[]
      const next = stages.find((one) => one.pipeline === pipeline && one.id !== stage)
      await admin.post('/commands/work.move', { entity: 'deal', id, stage: next?.id })
      await note(id, 'A word')
    }
    expect(
      (await told(vera)).map(
        (one: { kind: string; subject: { title: string } }) => one.subject.title + one.kind,
      ),
    ).toEqual(['MorefollowedStage', 'LessfollowedNote'])
    expect((await following(vera, less.id, { isFollowing: true })).body.wants).toBe('notes')
    await following(vera, less.id, { isFollowing: false })
    expect((await vera.get(`/followers?entity=deal&record=${less.id}`)).body.wants).toBe('usual')
  })

  it('as usual again once his exceptions are cleared, which he can see as far as he sees the records', async () => {
    const own = await make('deals', { title: 'Own', owner: boris.userId })
    const other = await make('contacts', { name: 'Other' })
    const foreign = await make('companies', { name: 'Foreign' })
    await following(boris, own.id, { isFollowing: false })
    await following(boris, other.id, { isFollowing: true, wants: 'everything' }, 'contact')
    await following(boris, foreign.id, { isFollowing: true }, 'company')
    await following(boris, foreign.id, { isFollowing: false }, 'company')
    const exceptions = async () => (await boris.get('/notifications/exceptions')).body.items
    expect(await exceptions()).toMatchObject([
      { subject: { entity: 'contact', title: 'Other' }, isFollowing: true, wants: 'everything' },
      { subject: { entity: 'deal', title: 'Own' }, isFollowing: false },
    ])
    await admin.delete(`/contacts/${other.id}`)
    expect(await exceptions()).toMatchObject([{ subject: { title: 'Own' } }])
    await boris.post('/commands/notification.clearExceptions', {})
    expect(await exceptions()).toEqual([])
    const { isFollowing } = (await boris.get(`/followers?entity=deal&record=${own.id}`)).body
    expect(isFollowing).toBe(true)
  })

  it('no more of what has been undone before he has read it', async () => {
    const deals = await Promise.all(
      ['Back', 'Read'].map((title) => make('deals', { title, owner: vera.userId })),
    )
    await app.rows('delete from notifications')
    const [back, read] = await Promise.all(
      deals.map(async ({ id }) => {
        const { event } = (await assign([id], boris)).body
        const mention = (await note(id, `${writeMention(boris.userId)}, yours`)).body.event
        return { acts: [event, mention] as string[], id: id as string }
      }),
    )
    const known = (await told(boris)).filter(
      (one: { subject: { id: string } }) => one.subject.id === read!.id,
    )
    await boris.post('/commands/notification.read', { ids: known.map(({ id }: { id: string }) => id) })
    for (const { acts } of [back!, read!])
      for (const event of acts.toReversed())
        expect((await admin.post('/commands/records.undo', { event })).status).toBe(200)
    const left = await app.rows(
      'select kind, record_id as record from notifications order by kind, record_id',
    )
    expect(left).toEqual([
      { kind: 'assigned', record: read!.id },
      { kind: 'mentioned', record: read!.id },
    ])
    expect(await unread(vera)).toBe(0)
  })

  it('once, although the act is tried again', async () => {
    const deal = await make('deals', { title: 'Twice' })
    const key = { 'idempotency-key': 'assign-once' }
    const body = { entity: 'deal', ids: [deal.id], owner: boris.userId }
    await admin.post('/commands/work.assign', body, key)
    await admin.post('/commands/work.assign', body, key)
    expect(await kinds(boris)).toEqual(['assigned'])
  })
})

describe('a notification', () => {
  it('is read, unread again, and all are read at once, by whom they are for', async () => {
    await make('leads', { name: 'One', owner: boris.userId })
    await make('leads', { name: 'Two', owner: boris.userId })
    const [first] = await told(boris)
    const others = await vera.post('/commands/notification.read', { ids: [first.id] })
    expect(others.body).toEqual({ changed: 0 })
    await boris.post('/commands/notification.read', { ids: [first.id] })
    expect(await unread(boris)).toBe(1)
    expect((await boris.get('/notifications?unread=true')).body.items).toHaveLength(1)
    await boris.post('/commands/notification.read', { ids: [first.id], isRead: false })
    expect(await unread(boris)).toBe(2)
    expect((await boris.post('/commands/notification.read', {})).body).toEqual({ changed: 2 })
    expect(await unread(boris)).toBe(0)
  })

  it('says nothing of a record that its reader does not see, or sees no more', async () => {
    const secret = await make('deals', { title: 'Secret' })
    const answer = await admin.get(`/mentions/people?entity=deal&record=${secret.id}&q=bor`)
    expect(answer.body.items).toEqual([{ id: boris.userId, name: 'Boris', mayRead: false }])
    await note(secret.id, `${writeMention(boris.userId)}, not for you`)
    expect(await told(boris)).toEqual([])
    expect(await unread(boris)).toBe(0)

    await assign([secret.id], boris)
    expect(await unread(boris)).toBe(2)
    await assign([secret.id], admin)
    expect(await told(boris)).toEqual([])
    expect(await unread(boris)).toBe(0)
    expect((await boris.get(`/mentions/people?entity=deal&record=${secret.id}`)).status).toBe(404)
  })

  it('comes page by page, without gaps', async () => {
    for (const name of ['1', '2', '3', '4', '5']) await make('leads', { name, owner: boris.userId })
    const seen: string[] = []
    let cursor = ''
    do {
      const { items, nextCursor } = (await boris.get(`/notifications?limit=2${cursor}`)).body
      seen.push(...items.map((one: { subject: { title: string } }) => one.subject.title))
      cursor = nextCursor ? `&cursor=${nextCursor}` : ''
    } while (cursor)
    expect(seen).toEqual(['5', '4', '3', '2', '1'])
    expect((await boris.get('/notifications?cursor=nonsense')).body.code).toBe('input.bad-cursor')
  })

  it('is forgotten after ninety days', async () => {
    await make('leads', { name: 'Old', owner: boris.userId })
    await make('leads', { name: 'New', owner: boris.userId })
    const [newest] = await told(boris)
    await app.rows(`update notifications set at = now() - interval '91 days' where id <> $1`, [newest.id])
    await app.act(({ tx, workspace: { id: workspace, timeZone }, install: { files } }) =>
      forgetOldNotices({ workspace, timeZone, tx, files, now: new Date(), enqueue: async () => {} }),
    )
    expect(await told(boris)).toMatchObject([{ id: newest.id }])
  })

  it('of a webhook that was switched off goes to whose it is', async () => {
    const { emit } = await import('../../server/events/events.ts')
    await app.act(async (ctx) => {
      const data = { webhook: admin.userId, reason: 'gone' }
      emit(ctx, { kind: 'user.webhook-switched-off', entity: 'user', recordId: admin.userId, data })
    })
    expect(await told(admin)).toMatchObject([{ kind: 'webhookOff', actor: null, data: { reason: 'gone' } }])
  })
})

describe('a mention', () => {
  it('of nobody is refused by name of the field', async () => {
    const deal = await make('deals', { title: 'Nobody' })
    const stranger = '01970000-0000-7000-8000-000000000000'
    const answer = await note(deal.id, writeMention(stranger))
    expect(answer.body.problems).toEqual([
      { field: 'text', error: 'value.not-found', params: { value: stranger } },
    ])
  })

  it('is searched for and shown by name', async () => {
    const deal = await make('deals', { title: 'Found' })
    await note(deal.id, `${writeMention(boris.userId)} brings zebras`)
    const { items } = (await admin.get('/search?q=zebras')).body
    expect(items[0].title).toBe('@Boris brings zebras')
  })
})
