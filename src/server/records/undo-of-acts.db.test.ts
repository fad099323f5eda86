import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csv, importing } from '../../../tests/helpers/imports.ts'
import { lawBreaches } from '../../../tests/helpers/law.ts'
import { startTestApp, type TestApp } from '../../../tests/helpers/test-app.ts'

let app: TestApp
let imports: ReturnType<typeof importing>
let colleague = ''
beforeAll(async () => {
  app = await startTestApp({ jobs: true })
  imports = importing(app)
  colleague = (await app.signIn('sales_manager')).userId
})
afterAll(() => app.close())

const post = async (path: string, body: object) => {
  const reply = await app.admin.post(path, body)
  if (reply.status >= 300) throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`)
  return reply.body
}
const create = async (table: string, values: object): Promise<string> =>
  (await post(`/${table}`, values)).item.id
const undo = (event: string) => app.admin.post('/commands/records.undo', { event })

interface World {
  contact: string
  twin: string
  deal: string
  lead: string
  stages: string[]
}

/** Two contacts that are one person, their deal and a lead, all with something of their own. */
async function world(): Promise<World> {
  const company = await create('companies', { name: 'Romashka', city: 'Perm' })
  const contact = await create('contacts', { name: 'Anna', phone: '+79030000001', company })
  const twin = await create('contacts', { name: 'Anna P.', email: 'anna@example.org' })
  const deal = await create('deals', {
    title: 'Racks',
    contact: twin,
    amount: { amount: 100_00, currency: 'RUB' },
  })
  const lead = await create('leads', { name: 'Ivan', phone: '+79030000002' })
  await create('notes', { text: 'Likes racks', contact: twin })
  const rows = await app.rows<{ id: string }>(
    `select s.id from stages s join deals d on d.pipeline_id = s.pipeline_id and d.id = $1
     where s.deleted_at is null order by s.position`,
    [deal],
  )
  return { contact, twin, deal, lead, stages: rows.map(({ id }) => id) }
}

type Act = (given: World) => Promise<{ event?: string; import?: string; bulk?: string }>
const touch = (table: string, id: string, changes: object) =>
  app.admin.patch(`/${table}/${id}`, { version: null, changes })

/** Each kind of act, and a change of what it did by which it can be undone no more. */
const acts: [name: string, act: Act, spoil: (given: World) => Promise<unknown>][] = [
  [
    'an edit',
    async ({ deal }) =>
      (await app.admin.patch(`/deals/${deal}`, { version: 1, changes: { title: 'Shelves', amount: null } }))
        .body,
    ({ deal }) => touch('deals', deal, { title: 'Other' }),
  ],
  [
    'a change of many',
    async ({ contact, twin }) =>
      post('/commands/bulk.start', {
        entity: 'contact',
        selection: { ids: [contact, twin] },
        act: { kind: 'edit', changes: { city: 'Omsk' } },
      }),
    ({ twin }) => touch('contacts', twin, { city: 'Tula' }),
  ],
  [
    'a merge',
    async ({ contact, twin }) =>
      post('/commands/records.merge', { entity: 'contact', survivor: contact, others: [twin] }),
    ({ contact }) => touch('contacts', contact, { city: 'Tula' }),
  ],
  [
    'a move to another stage',
    async ({ deal, stages }) => post('/commands/work.move', { entity: 'deal', id: deal, stage: stages[2] }),
    ({ deal }) => touch('deals', deal, { title: 'Other' }),
  ],
  [
    'a deletion',
    async ({ deal }) => (await app.admin.delete(`/deals/${deal}`)).body,
    ({ deal }) => post('/commands/records.restore', { entity: 'deal', id: deal }),
  ],
  [
    'a deletion of many',
    async ({ deal }) =>
      post('/commands/bulk.start', { entity: 'deal', selection: { ids: [deal] }, act: { kind: 'delete' } }),
    ({ deal }) => post('/commands/records.restore', { entity: 'deal', id: deal }),
  ],
  [
    'the end of a step',
    async ({ deal }) => {
      const { item } = (await app.admin.get(`/deals/${deal}`)).body
      return post('/commands/step.complete', { step: item.step.id, outcome: 'result' })
    },
    ({ deal }) => touch('deals', deal, { title: 'Other' }),
  ],
  [
    'a lost deal',
    async ({ deal }) => post('/commands/work.lose', { entity: 'deal', id: deal, reason: 'Too dear' }),
    ({ deal }) => touch('deals', deal, { title: 'Other' }),
  ],
  [
    'an assignment',
    ({ deal }) => post('/commands/work.assign', { entity: 'deal', ids: [deal], owner: colleague }),
    ({ deal }) => touch('deals', deal, { title: 'Other' }),
  ],
]

/** Everything the records are, but for versions, which only ever rise, and moments of change. */
async function contents(): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {}
  for (const table of [
    'leads',
    'deals',
    'contacts',
    'companies',
    'notes',
    'steps',
    'identities',
    'merged_records',
    'search_entries',
  ])
    found[table] = (
      await app.rows<{ row: object }>(
        `select to_jsonb(t) - 'version' - 'updated_at' - 'next_step_due_at' as row from ${table} t order by to_jsonb(t) - 'version' - 'updated_at'`,
      )
    ).map(({ row }) => row)
  return found
}

describe.each(acts)('undoing %s', (_name, act, spoil) => {
  it('leaves everything as it was, and the law unbroken', async () => {
    const given = await world()
    const before = await contents()
    const { event } = await act(given)
    expect(await contents()).not.toEqual(before)
    expect((await undo(event!)).status).toBe(200)
    expect(await contents()).toEqual(before)
    expect(await lawBreaches(app)).toEqual([])
    expect((await undo(event!)).status).toBe(404)
  })

  it('is refused when somebody has changed it since, and changes nothing', async () => {
    const given = await world()
    const { event } = await act(given)
    await spoil(given)
    const before = await contents()
    expect(await undo(event!)).toMatchObject({ status: 409, body: { code: 'record.conflict' } })
    expect(await contents()).toEqual(before)
    expect(await lawBreaches(app)).toEqual([])
  })
})

describe('undoing an import', () => {
  const settings = {
    entity: 'contact' as const,
    columns: { Name: 'name', Phone: 'phone', City: 'city' },
    match: ['phone'],
    onDuplicate: 'overwrite' as const,
  }
  const file = csv([
    ['Name', 'Phone', 'City'],
    ['Anna', '+79039990001', 'Omsk'],
    ['New', '+79039990002', 'Tula'],
  ])

  it('leaves everything as it was but what somebody has changed since', async () => {
    await create('contacts', { name: 'Anna', phone: '+79039990001', city: 'Perm' })
    const before = await contents()
    const first = await imports.bringIn(file, settings)
    expect(await contents()).not.toEqual(before)
    expect(await imports.undo(first.id)).toMatchObject({ status: 'undone', counts: { kept: 0 } })
    expect(await contents()).toEqual(before)
    const second = await imports.bringIn(file, settings)
    const [{ id } = { id: '' }] = await app.rows<{ id: string }>(
      `select id from contacts where phone = '+79039990002'`,
    )
    await touch('contacts', id, { city: 'Kazan' })
    expect(await imports.undo(second.id)).toMatchObject({ counts: { kept: 1 } })
    expect((await app.admin.get(`/contacts/${id}`)).body.item.city).toBe('Kazan')
    expect(await lawBreaches(app)).toEqual([])
  })
})
