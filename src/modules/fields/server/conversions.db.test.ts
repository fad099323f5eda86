import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../../tests/helpers/test-app.ts'
import { keepIndexes } from '../../../server/db/indexes.ts'
import type { JobContext } from '../../../server/registry.ts'
import { installOf } from '../../../server/services.ts'
import { convertFieldJob } from './convert-field.job.ts'

let app: TestApp
let admin: TestClient
beforeAll(async () => {
  // Without jobs of its own: the tests are the worker.
  app = await startTestApp({ locale: 'en' })
  admin = app.admin
})
afterAll(() => app.close())

/** Does the job of a conversion as a worker does; `before` is called before each of its acts. */
async function work(id: string, before: (act: number) => Promise<void> = async () => {}): Promise<void> {
  const found = await app.services.workspaces.find(app.workspace.id, true)
  let acts = 0
  const ctx: JobContext = {
    workspaceId: app.workspace.id,
    install: installOf(app.services),
    act: async (by, task) => {
      await before(acts++)
      return app.act(task, by ?? undefined)
    },
    snapshot: (by, task) => app.act(task, by ?? undefined),
    signal: new AbortController().signal,
    keepIndexes: (table, plans) => keepIndexes(found!.db, found!.workspace.schema, table, plans),
    progressed: async () => {},
  }
  await convertFieldJob.run({ payload: { id }, ctx })
}

let fields = 0
async function field(type: string, options: object = {}, entity = 'contact', more: object = {}) {
  const names = { en: `Field ${++fields}` }
  const { body } = await admin.post('/commands/field.create', { entity, type, names, options, ...more })
  expect(body.problems ?? []).toEqual([])
  return body as { id: string; name: string }
}

async function fill(name: string, values: readonly unknown[]): Promise<string[]> {
  const items = values.map((value, n) => ({ op: 'create', values: { name: `${name} ${n}`, [name]: value } }))
  const { body } = await admin.post('/commands/records.batch', { entity: 'contact', items })
  return body.items.map(({ id }: { id: string }) => id)
}

async function valuesOf(name: string, ids: readonly string[]): Promise<unknown[]> {
  const filter = encodeURIComponent(JSON.stringify({ field: 'id', op: 'in', value: ids }))
  const { body } = await admin.get(`/contacts?limit=200&filter=${filter}`)
  const byId = new Map(body.items.map((row: Record<string, unknown>) => [row.id, row[name]]))
  return ids.map((id) => byId.get(id))
}

async function preview(input: object) {
  const known = { converts: 0, fails: 0, examples: [] as Record<string, unknown>[], added: [] as string[] }
  let after: string | null = null
  do {
    const { status, body } = await admin.post('/commands/field.previewConversion', {
      ...input,
      after,
      added: known.added,
    })
    expect([status, body.problems ?? []]).toEqual([200, []])
    known.converts += body.converts
    known.fails += body.fails
    known.examples.push(...body.examples)
    known.added = body.added
    Object.assign(known, body.about && { about: body.about })
    after = body.next
  } while (after !== null)
  return known as typeof known & { about: { filled: number; empty: number; uses: Record<string, unknown>[] } }
}

async function convert(input: object, before?: (act: number) => Promise<void>): Promise<string> {
  const { body, status } = await admin.post('/commands/field.convert', input)
  expect([status, body.problems ?? []]).toEqual([200, []])
  await work(body.id, before)
  return body.id
}

const stateOf = async (id: string) => (await admin.get(`/fields/${id}/conversion`)).body.item
const columnsOf = async (name: string) =>
  (
    await app.rows<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = 'contacts'::regclass and not attisdropped and attname like $1`,
      [`${name}%`],
    )
  ).map((row) => row.name)

describe('what a preview tells', () => {
  const written = fc.oneof(
    fc.constantFrom(
      '12',
      '1 234,50',
      '22.11.2026',
      'yes',
      'no',
      '5',
      '€ 3',
      'a@b.example',
      '+7 916 123-45-67',
    ),
    fc
      .string({ minLength: 1, maxLength: 12 })
      .map((text) => text.replace(/[\0\p{Surrogate}]/gu, '').trim() || 'x'),
  )
  it.each(['number', 'date', 'yesNo', 'money', 'email', 'choice', 'multiChoice', 'rating'])(
    'is what becoming %s does, and taking it back gives every value again',
    async (type) => {
      await fc.assert(
        fc.asyncProperty(fc.array(written, { minLength: 1, maxLength: 40 }), async (values) => {
          const { id, name } = await field('text')
          const ids = await fill(name, values)
          const reading = { addChoices: type === 'choice' }
          const options =
            type === 'multiChoice' ? { choices: ['five'], names: { five: { en: '5' } } } : undefined
          const input = { field: id, type, reading, ...(options && { options }) }
          const told = await preview(input)
          expect(told.converts + told.fails).toBe(values.length)
          await convert({ ...input, onFailure: 'empty' })
          const after = await valuesOf(name, ids)
          expect(after.filter((value) => value === null)).toHaveLength(told.fails)
          expect(await stateOf(id)).toMatchObject({ status: 'done', emptied: told.fails })
          const { body } = await admin.post('/commands/field.undoConversion', { field: id })
          await work(body.id)
          expect(await valuesOf(name, ids)).toEqual(values)
        }),
        { numRuns: 2 },
      )
    },
    60_000,
  )

  it('names the records whose values do not fit, and the views that will not work', async () => {
    const { id, name } = await field('text')
    const [first] = await fill(name, ['about ten', '10'])
    const config = { filter: { field: name, op: 'contains', value: 'ten' } }
    const view = (await admin.post('/views', { name: 'Tens', entity: 'contact', config })).body.item
    const told = await preview({ field: id, type: 'number', options: { digits: 0 } })
    expect(told.examples).toEqual([
      expect.objectContaining({
        id: first,
        title: `${name} 0`,
        value: 'about ten',
        error: 'value.not-a-number',
      }),
    ])
    expect(told.about.uses).toEqual([{ kind: 'view', id: view.id, name: 'Tens', breaks: true }])
    expect(told.about.filled).toBe(2)
  })
})

describe('a conversion', () => {
  it('stops at a value that does not fit unless it may be left empty, and leaves nothing behind', async () => {
    const { id, name } = await field('text')
    const ids = await fill(name, ['1', 'two', '3'])
    const before = await columnsOf(name)
    await convert({ field: id, type: 'number', options: { digits: 0 } })
    expect(await stateOf(id)).toMatchObject({
      status: 'failed',
      failure: { code: 'field.not-convertible', params: { count: 1 } },
    })
    expect(await valuesOf(name, ids)).toEqual(['1', 'two', '3'])
    expect(await columnsOf(name)).toEqual(before)
  })

  it('takes along what is written meanwhile, and keeps the versions people have seen', async () => {
    const { id, name } = await field('text')
    const ids = await fill(
      name,
      Array.from({ length: 30 }, (_, n) => String(n)),
    )
    const [changed = '', emptied = '', later = ''] = ids
    let made = ''
    await convert({ field: id, type: 'number', options: { digits: 0 } }, async (act) => {
      // The rows have been filled once, and have not taken their place yet.
      if (act !== 2) return
      await admin.patch(`/contacts/${changed}`, { changes: { [name]: '1000' } })
      await admin.patch(`/contacts/${emptied}`, { changes: { [name]: null } })
      made = (await admin.post('/contacts', { name: 'New', [name]: '77' })).body.item.id
      await admin.delete(`/contacts/${later}`)
    })
    expect(await stateOf(id)).toMatchObject({ status: 'done', emptied: 0 })
    expect(await valuesOf(name, [changed, emptied, made, ids[3]!])).toEqual([1000, null, 77, 3])
    await admin.post(`/commands/records.restore`, { entity: 'contact', id: later })
    expect(await valuesOf(name, [later])).toEqual([2])
    const { body } = await admin.get(`/contacts/${ids[4]}`)
    expect(body.item.version).toBe(1)
    const more = await admin.patch(`/contacts/${ids[4]}`, { version: 1, changes: { [name]: 4.4 } })
    expect(more.body.item[name]).toBe(4)
  })

  it('goes on where it was killed', async () => {
    const { id, name } = await field('text')
    const ids = await fill(
      name,
      Array.from({ length: 20 }, (_, n) => `${n}.5`),
    )
    const { body } = await admin.post('/commands/field.convert', {
      field: id,
      type: 'number',
      options: { digits: 1 },
    })
    const die = async (act: number) => {
      if (act === 2) throw new Error('killed')
    }
    await expect(work(body.id, die)).rejects.toThrow('killed')
    await work(body.id)
    expect((await valuesOf(name, ids))[7]).toBe(7.5)
    expect(await stateOf(id)).toMatchObject({ status: 'done', total: 20, filled: 20 })
  })

  it('can be stopped, and holds the field meanwhile', async () => {
    const { id, name } = await field('text')
    const ids = await fill(name, ['1'])
    const { body } = await admin.post('/commands/field.convert', { field: id, type: 'longText' })
    const change = await admin.post('/commands/field.change', { field: id, required: true })
    expect([change.status, change.body.code]).toEqual([409, 'field.converting'])
    expect((await admin.post('/commands/field.cancelConversion', { field: id })).status).toBe(200)
    await work(body.id)
    expect(await stateOf(id)).toMatchObject({ status: 'cancelled' })
    expect(await valuesOf(name, ids)).toEqual(['1'])
    expect((await admin.post('/commands/field.change', { field: id, names: { en: 'Free' } })).status).toBe(
      200,
    )
  })

  it('makes filters, sorting and search those of the new type', async () => {
    const { id, name } = await field('text')
    const ids = await fill(name, ['9', '10', '100'])
    await convert({ field: id, type: 'number', options: { digits: 0 } })
    const filter = encodeURIComponent(JSON.stringify({ field: name, op: 'gte', value: 10 }))
    const { body } = await admin.get(`/contacts?filter=${filter}&sort=-${name}`)
    expect(body.items.map((row: { id: string }) => row.id)).toEqual([ids[2], ids[1]])
    const wrong = await admin.patch(`/contacts/${ids[0]}`, { changes: { [name]: 'nine' } })
    expect(wrong.body.problems).toMatchObject([{ field: `changes.${name}` }])
  })

  it('tells history by the type of its time, and undo leaves the field as it is', async () => {
    const { id, name } = await field('text')
    const [one = ''] = await fill(name, ['1'])
    const edit = await admin.patch(`/contacts/${one}`, { changes: { [name]: '2', jobTitle: 'Chief' } })
    await convert({ field: id, type: 'number', options: { digits: 0 } })
    const { custom } = (await admin.get('/session')).body.workspace
    const known = custom.fields.find((each: { id: string }) => each.id === id)
    expect(known).toMatchObject({ type: 'number', former: [{ type: 'text' }] })
    expect((await admin.post('/commands/records.undo', { event: edit.body.event })).status).toBe(200)
    expect((await admin.get(`/contacts/${one}`)).body.item).toMatchObject({ jobTitle: null, [name]: 2 })
  })

  it('is refused where it would leave a formula without meaning, or makes no sense', async () => {
    const { id, name } = await field('number', { digits: 0 })
    await field('formula', { formula: `${name} * 2` })
    const refused = await admin.post('/commands/field.convert', { field: id, type: 'text' })
    expect([refused.status, refused.body.code]).toEqual([409, 'field.in-formula'])
    const senseless = await admin.post('/commands/field.convert', { field: id, type: 'email' })
    expect(senseless.body.problems).toMatchObject([{ field: 'type', error: 'value.invalid' }])
  })

  it('keeps a field unique, and fails where values come to be shared', async () => {
    const { id, name } = await field('text', {}, 'contact', { unique: true })
    await fill(name, ['1', '1.0'])
    await convert({ field: id, type: 'number', options: { digits: 0 } })
    expect(await stateOf(id)).toMatchObject({ status: 'failed', failure: { code: 'field.has-shared' } })
  })

  it('is undone with what people have written since in the old type', async () => {
    const { id, name } = await field('text')
    const [kept = '', changed = '', lost = ''] = await fill(name, ['1,50', '2', 'many'])
    await convert({ field: id, type: 'number', onFailure: 'empty' })
    await admin.patch(`/contacts/${changed}`, { changes: { [name]: 8.25 } })
    const added = (await admin.post('/contacts', { name: 'Added', [name]: 9 })).body.item.id
    const { body } = await admin.post('/commands/field.undoConversion', { field: id })
    await work(body.id)
    expect(await valuesOf(name, [kept, changed, lost, added])).toEqual(['1,50', '8.25', 'many', '9'])
  })

  it('of people and links writes their names, and is undone although somebody has another name since', async () => {
    const anna = await app.signIn('sales_manager', { name: 'Anna Kern' })
    const boris = await app.signIn('sales_manager', { name: 'Boris Kern' })
    const { id, name } = await field('person')
    const [one = '', other = '', free = ''] = await fill(name, [anna.userId, boris.userId, null])
    expect(await preview({ field: id, type: 'text' })).toMatchObject({ converts: 2, fails: 0 })
    await convert({ field: id, type: 'text' })
    expect(await valuesOf(name, [one, other, free])).toEqual(['Anna Kern', 'Boris Kern', null])
    await admin.patch(`/users/${anna.userId}`, { changes: { name: 'Anna Lang' } })
    await admin.patch(`/contacts/${free}`, { changes: { [name]: 'anna lang' } })
    const { body } = await admin.post('/commands/field.undoConversion', { field: id })
    await work(body.id)
    expect(await valuesOf(name, [one, other, free])).toEqual([anna.userId, boris.userId, anna.userId])
  })

  it('of texts leads to the one record of the name, and tells which name several or none', async () => {
    const ids = []
    for (const title of ['Only One', 'Twin', 'twin', 'Second'])
      ids.push((await admin.post('/companies', { name: title })).body.item.id)
    const { id, name } = await field('text')
    const rows = await fill(name, ['only  one', 'Twin', 'Nowhere', 'Second, Only One'])
    const found = await preview({ field: id, type: 'links', options: { to: 'company' } })
    expect([found.converts, found.fails]).toEqual([2, 2])
    expect(found.examples.map(({ value, error }) => [value, error]).sort()).toEqual([
      ['Nowhere', 'value.not-found'],
      ['Twin', 'value.ambiguous'],
    ])
    await convert({ field: id, type: 'links', options: { to: 'company' }, onFailure: 'empty' })
    expect(await valuesOf(name, rows)).toEqual([[ids[0]], null, null, [ids[3], ids[0]]])
    const { body } = await admin.post('/commands/field.undoConversion', { field: id })
    await work(body.id)
    expect(await valuesOf(name, rows)).toEqual(['only  one', 'Twin', 'Nowhere', 'Second, Only One'])

    const people = await field('text')
    const named = await fill(people.name, ['', admin.email.toUpperCase(), 'Nobody'].filter(Boolean))
    await convert({ field: people.id, type: 'person', onFailure: 'empty' })
    expect(await valuesOf(people.name, named)).toEqual([admin.userId, null])
  })

  it('who read the model before is told to come again, and writes nowhere', async () => {
    const { id, name } = await field('text')
    const [one = ''] = await fill(name, ['1'])
    await convert({ field: id, type: 'number' }, async (act) => {
      if (act === 0) expect(await valuesOf(name, [one])).toEqual(['1'])
    })
    const stale = app.rows(`update contacts set ${name} = '5' where id = $1`, [one])
    await expect(stale).rejects.toMatchObject({ code: '42703' })
    expect(await valuesOf(name, [one])).toEqual([1])
  })
})
