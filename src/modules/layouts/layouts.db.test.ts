import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { csv, importing } from '../../../tests/helpers/imports.ts'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'

let app: TestApp
let admin: TestClient
let stages: string[]
let pipeline: string
beforeAll(async () => {
  app = await startTestApp({
    jobs: true,
    now: () => new Date('2026-03-05T21:30:00Z'),
    timeZone: 'Europe/Moscow',
  })
  admin = app.admin
  const found = await app.rows<{ id: string; pipeline_id: string }>(
    `select s.id, s.pipeline_id from stages s join pipelines p on p.id = s.pipeline_id
     where p.works_on = 'deal' order by p.position, p.id, s.position, s.id`,
  )
  pipeline = found[0]!.pipeline_id
  stages = found.filter((row) => row.pipeline_id === pipeline).map(({ id }) => id)
})
afterAll(() => app.close())
beforeEach(async () => {
  for (const entity of ['deal', 'lead', 'contact']) await reset(entity)
})

interface Fields {
  name: string
  [more: string]: unknown
}

const versionOf = async (entity: string): Promise<number | null> =>
  (await admin.get('/layouts')).body.items.find((row: { entity: string }) => row.entity === entity)
    ?.version ?? null

async function reset(entity: string): Promise<void> {
  const version = await versionOf(entity)
  if (version !== null) await admin.post('/commands/layout.reset', { entity, version })
}

async function lay(fields: Fields[], entity = 'deal') {
  const config = { sections: [{ id: 'main', fields }] }
  return admin.post('/commands/layout.save', { entity, version: await versionOf(entity), config })
}

/** Lays deals out so that the second stage needs an amount and a company. */
async function needAtSecond(): Promise<void> {
  const laid = await lay([
    { name: 'amount', requiredAt: [stages[1]] },
    { name: 'company', requiredAt: [stages[1]] },
    { name: 'source', requiredToWin: true },
  ])
  expect(laid.body.problems ?? []).toEqual([])
  expect(laid.status).toBe(200)
}

const deal = async (values: object = {}): Promise<string> =>
  (await admin.post('/deals', { title: 'Racks', pipeline, stage: stages[0], ...values })).body.item.id
const company = async (): Promise<string> =>
  (await admin.post('/companies', { name: 'Romashka' })).body.item.id
const rub = (amount: number) => ({ amount, currency: 'RUB' })
const stageOf = async (id: string): Promise<string> => (await admin.get(`/deals/${id}`)).body.item.stage

describe('a layout', () => {
  it('is kept with its history, comes with the session, goes back by undo and by reset', async () => {
    const section = { id: 'main', title: { en: 'Money', ru: 'Деньги' }, columns: 2, collapsed: true }
    const config = { sections: [{ ...section, fields: [{ name: 'amount', help: { ru: 'Без НДС' } }] }] }
    const made = await admin.post('/commands/layout.save', { entity: 'deal', version: null, config })
    expect(made).toMatchObject({ status: 200, body: { version: 1 } })
    const inSession = async () => (await admin.get('/session')).body.workspace.custom.layouts
    expect(await inSession()).toEqual([{ entity: 'deal', sections: config.sections }])
    const other = { sections: [{ id: 'main', fields: [{ name: 'title' }] }] }
    const changed = await admin.post('/commands/layout.save', { entity: 'deal', version: 1, config: other })
    expect(changed.body.version).toBe(2)
    await admin.post('/commands/records.undo', { event: changed.body.event })
    expect(await inSession()).toEqual([{ entity: 'deal', sections: config.sections }])
    const kept = (await admin.get('/layouts')).body.items[0]
    const gone = await admin.post('/commands/layout.reset', { entity: 'deal', version: kept.version })
    expect(gone.status).toBe(200)
    expect(await inSession()).toEqual([])
    await admin.post('/commands/records.undo', { event: gone.body.event })
    expect(await inSession()).toEqual([{ entity: 'deal', sections: config.sections }])
  })

  it('that somebody else has changed meanwhile is not written over', async () => {
    const config = { sections: [{ id: 'main', fields: [{ name: 'title' }] }] }
    const both = await Promise.all(
      [1, 2].map(() =>
        admin.post('/commands/layout.save', {
          entity: 'contact',
          version: null,
          config: { sections: [{ id: 'main', fields: [{ name: 'name' }] }] },
        }),
      ),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const late = await admin.post('/commands/layout.save', {
      entity: 'contact',
      version: 7,
      config: { sections: [{ id: 'a', fields: [] }] },
    })
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'record.conflict', params: { current: { version: 1 } } },
    })
    expect((await admin.post('/commands/layout.reset', { entity: 'deal', version: 3 })).status).toBe(409)
    expect((await admin.post('/commands/layout.save', { entity: 'pipeline', config })).status).toBe(422)
  })

  const unknown = '01890000-0000-7000-8000-000000000000'
  it.each([
    ['an unknown field', { name: 'colour' }, 'name'],
    ['a field of every object', { name: 'constructor' }, 'name'],
    ['an unknown pipeline', { name: 'amount', pipelines: [unknown] }, 'pipelines.0'],
    ['an unknown role', { name: 'amount', roles: [unknown] }, 'roles.0'],
    ['an unknown stage', { name: 'amount', requiredAt: [unknown] }, 'requiredAt.0'],
    ['a beginning of another type', { name: 'amount', start: { value: 'much' } }, 'start'],
    ['a day for an amount', { name: 'amount', start: { days: 3 } }, 'start'],
    ['a person for a company', { name: 'company', start: { me: true } }, 'start'],
    ['a need nobody can fill', { name: 'createdAt', requiredToWin: true }, 'requiredToWin'],
  ])('with %s is refused, naming the place', async (_what, field, place) => {
    const refused = await lay([field])
    expect(refused.status).toBe(422)
    expect(refused.body.problems.map((one: { field: string }) => one.field)).toEqual([
      `config.sections.0.fields.0.${place}`,
    ])
  })

  it('is bounded', async () => {
    const many = { sections: Array.from({ length: 31 }, (_, n) => ({ id: `s${n}`, fields: [] })) }
    expect((await admin.post('/commands/layout.save', { entity: 'deal', config: many })).status).toBe(422)
    expect((await lay([{ name: 'amount', help: { en: 'x'.repeat(501) } }])).status).toBe(422)
    expect((await lay([{ name: 'amount' }, { name: 'amount' }])).status).toBe(422)
  })

  it('names what is gone meanwhile without harm, and is rid of it when it is saved again', async () => {
    const { id, name } = (
      await admin.post('/commands/field.create', { entity: 'deal', type: 'text', names: { en: 'Colour' } })
    ).body
    const stepKind = (await admin.get('/step_kinds')).body.items[0].id
    const extra = (await admin.post('/stages', { name: 'Short', pipeline, stepKind, position: 90 })).body.item
    const role = (await admin.post('/roles', { name: 'Passing', grants: {} })).body.item
    const fields = [
      { name: 'amount', requiredAt: [extra.id], roles: [role.id] },
      { name, requiredAt: [stages[1]] },
    ]
    expect((await lay(fields)).status).toBe(200)
    await admin.post('/commands/field.archive', { field: id })
    await admin.delete(`/stages/${extra.id}`)
    await admin.delete(`/roles/${role.id}`)
    const one = await deal()
    expect(
      (await admin.post('/commands/work.move', { entity: 'deal', id: one, stage: stages[1] })).status,
    ).toBe(200)
    expect((await lay(fields)).status).toBe(200)
    const kept = (await admin.get('/layouts')).body.items.find(
      (row: { entity: string }) => row.entity === 'deal',
    )
    expect(kept.config.sections[0].fields).toEqual([{ name: 'amount' }])
  })

  it('is made by who may change settings', async () => {
    const manager = await app.signIn('sales_manager')
    const config = { sections: [{ id: 'main', fields: [] }] }
    expect((await manager.post('/commands/layout.save', { entity: 'deal', config })).status).toBe(403)
  })
})

describe('fields a stage needs', () => {
  beforeEach(needAtSecond)
  const both = ['amount', 'company']

  it('keep a deal from being moved there, all of them named at once, until they are there', async () => {
    const id = await deal()
    const refused = await admin.post('/commands/work.move', { entity: 'deal', id, stage: stages[1] })
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'stage.fields-missing', params: { entity: 'deal', stage: stages[1], fields: both } },
    })
    expect(refused.body.params.stageName).not.toBe('')
    expect(refused.body.problems).toMatchObject(
      both.map((field) => ({ field, error: 'value.needed-at-stage' })),
    )
    await admin.patch(`/deals/${id}`, { changes: { amount: rub(100), company: await company() } })
    expect((await admin.post('/commands/work.move', { entity: 'deal', id, stage: stages[1] })).status).toBe(
      200,
    )
  })

  it('keep it from every other way there', async () => {
    const id = await deal()
    const refusals = [
      await admin.patch(`/deals/${id}`, { changes: { stage: stages[1] } }),
      await admin.post('/deals', { title: 'New', pipeline, stage: stages[1] }),
      await admin.post('/commands/records.updateMany', {
        entity: 'deal',
        ids: [id],
        changes: { stage: stages[1] },
      }),
    ]
    const step = (await admin.get(`/deals/${id}`)).body.item.nextStep
    refusals.push(
      await admin.post('/commands/step.complete', { step, outcome: 'result', stage: stages[1], next: {} }),
    )
    const codes = refusals.map(({ body }) => body.code ?? body.failed?.[0]?.code)
    expect(codes).toEqual(refusals.map(() => 'stage.fields-missing'))
    const batch = await admin.post('/commands/records.batch', {
      entity: 'deal',
      items: [
        { op: 'create', values: { title: 'Lacks', pipeline, stage: stages[1] } },
        {
          op: 'create',
          values: { title: 'Has', pipeline, stage: stages[1], amount: rub(1), company: await company() },
        },
        { op: 'update', id, version: null, changes: { stage: stages[1] } },
      ],
    })
    expect(
      batch.body.failed.map(({ index, code }: { index: number; code: string }) => [index, code]),
    ).toEqual([
      [0, 'stage.fields-missing'],
      [2, 'stage.fields-missing'],
    ])
    const upsert = await admin.post('/commands/records.upsert', {
      entity: 'deal',
      by: 'externalId',
      items: [{ key: 'K-1', values: { title: 'Lacks', pipeline, stage: stages[1] } }],
    })
    expect(upsert.body.failed).toMatchObject([{ index: 0, code: 'stage.fields-missing' }])
    expect(await stageOf(id)).toBe(stages[0])
  })

  it('keep those of many that lack them, and let the others go', async () => {
    const ids = [await deal(), await deal({ amount: rub(5), company: await company() })]
    const { body } = await admin.post('/commands/bulk.start', {
      entity: 'deal',
      selection: { ids },
      act: { kind: 'move', stage: stages[1] },
    })
    expect(body.failed).toMatchObject([{ id: ids[0], code: 'stage.fields-missing' }])
    expect(await Promise.all(ids.map(stageOf))).toEqual([stages[0], stages[1]])
  })

  it('are asked of rows of a file, in the check as in the import', async () => {
    const imports = importing(app)
    const name = (await app.rows<{ name: string }>('select name from stages where id = $1', [stages[1]]))[0]!
      .name
    const rows = [
      ['Deal', 'Stage', 'Sum', 'Company'],
      ['Lacking one', name, '', ''],
      ['Whole one', name, '100', 'Oriole'],
    ]
    const columns = { Deal: 'title', Stage: 'stage', Sum: 'amount', Company: 'company' }
    const id = await imports.begin(csv(rows), { entity: 'deal', columns })
    const { counts } = await imports.check(id)
    expect(counts).toMatchObject({ created: 1, failed: 1 })
    expect(await imports.run(id)).toMatchObject({ status: 'done', counts })
    const [told] = await imports.problems(id)
    expect(
      told?.problems.filter(({ severity }) => severity === 'error').map(({ field, error }) => [field, error]),
    ).toEqual(both.map((field) => [field, 'value.needed-at-stage']))
  })

  it('cannot be emptied there, though a deal that came before the rule may stay', async () => {
    const id = await deal({ amount: rub(1), company: await company() })
    await admin.post('/commands/work.move', { entity: 'deal', id, stage: stages[1] })
    const emptied = await admin.patch(`/deals/${id}`, { changes: { amount: null } })
    expect(emptied).toMatchObject({
      status: 422,
      body: { code: 'stage.fields-missing', params: { fields: ['amount'] } },
    })
    await reset('deal')
    const old = await deal({ stage: stages[1] })
    await needAtSecond()
    expect((await admin.patch(`/deals/${old}`, { changes: { source: 'Fair' } })).status).toBe(200)
  })

  it('keep a deal from being won, by the verb and by its last step', async () => {
    const id = await deal()
    const missing = { status: 422, body: { code: 'win.fields-missing', params: { fields: ['source'] } } }
    expect(await admin.post('/commands/work.win', { entity: 'deal', id })).toMatchObject(missing)
    const step = (await admin.get(`/deals/${id}`)).body.item.nextStep
    expect(await admin.post('/commands/step.complete', { step, outcome: 'result', win: true })).toMatchObject(
      missing,
    )
    await admin.patch(`/deals/${id}`, { changes: { source: 'Fair' } })
    expect((await admin.post('/commands/work.win', { entity: 'deal', id })).status).toBe(200)
    expect(
      (await admin.post('/commands/work.lose', { entity: 'deal', id: await deal(), reason: 'No' })).status,
    ).toBe(200)
  })

  it('keep a lead from becoming a deal that lacks them, and nothing of it is written', async () => {
    const first = stages[0]
    await lay([{ name: 'closeOn', requiredAt: [first] }])
    const lead = (await admin.post('/leads', { name: 'Anna Petrova' })).body.item.id
    const input = {
      id: lead,
      contact: { create: { name: 'Anna Petrova' } },
      deal: { title: 'Racks', pipeline },
    }
    const refused = await admin.post('/commands/lead.convert', input)
    expect(refused).toMatchObject({ status: 422, body: { code: 'stage.fields-missing' } })
    expect((await admin.get(`/leads/${lead}`)).body.item.status).toBe('open')
  })
})

describe('what new records begin with', () => {
  it('is given where nothing is said, computed where the company is', async () => {
    const laid = await lay([
      { name: 'source', start: { value: 'Site' } },
      { name: 'closeOn', start: { days: 30 } },
      { name: 'startedOn', start: { days: 0 }, pipelines: [pipeline] },
    ])
    expect(laid.body.problems ?? []).toEqual([])
    // Half past midnight of the 6th in Moscow.
    const plain = (await admin.post('/deals', { title: 'A' })).body.item
    expect(plain).toMatchObject({ source: 'Site', closeOn: '2026-04-05', startedOn: '2026-03-06' })
    const said = (await admin.post('/deals', { title: 'B', source: 'Fair', closeOn: null })).body.item
    expect(said).toMatchObject({ source: 'Fair', closeOn: null })
  })

  it('makes a required field one that need not be named, and belongs to its pipelines only', async () => {
    const required = (
      await admin.post('/commands/field.create', {
        entity: 'deal',
        type: 'person',
        names: { en: 'Engineer' },
        required: true,
      })
    ).body
    expect((await admin.post('/deals', { title: 'No engineer' })).status).toBe(422)
    const other = (await admin.post('/pipelines', { name: 'Other', worksOn: 'deal', position: 9 })).body.item
      .id
    const laid = await lay([
      { name: required.name, start: { me: true } },
      { name: 'source', start: { value: 'Site' }, pipelines: [other] },
    ])
    expect(laid.body.problems ?? []).toEqual([])
    const made = await admin.post('/deals', { title: 'With an engineer', pipeline })
    expect(made.body.item).toMatchObject({ [required.name]: admin.userId, source: null })
    await admin.post('/commands/field.archive', { field: required.id })
  })

  it('is given to rows of a file only where the file has no such column', async () => {
    await lay([
      { name: 'source', start: { value: 'Site' } },
      { name: 'description', start: { value: 'By file' } },
    ])
    const imports = importing(app)
    const rows = [
      ['Deal', 'From'],
      ['Row one', ''],
      ['Row two', 'Fair'],
    ]
    await imports.bringIn(csv(rows), { entity: 'deal', columns: { Deal: 'title', From: 'source' } })
    const found = await app.rows(
      `select source, description from deals where title like 'Row %' order by title`,
    )
    expect(found).toEqual([
      { source: null, description: 'By file' },
      { source: 'Fair', description: 'By file' },
    ])
  })

  it('is nothing once the field would not take it any more', async () => {
    const options = { choices: ['red', 'blue'], names: { red: { en: 'Red' }, blue: { en: 'Blue' } } }
    const { id, name } = (
      await admin.post('/commands/field.create', {
        entity: 'contact',
        type: 'choice',
        names: { en: 'Paint' },
        options,
      })
    ).body
    expect((await lay([{ name, start: { value: 'red' } }], 'contact')).status).toBe(200)
    expect((await admin.post('/contacts', { name: 'A' })).body.item[name]).toBe('red')
    await admin.post('/commands/records.updateMany', {
      entity: 'contact',
      ids: (await admin.get('/contacts?limit=200')).body.items.map((row: { id: string }) => row.id),
      changes: { [name]: null },
    })
    await admin.post('/commands/field.change', {
      field: id,
      options: { choices: ['blue'], names: { blue: { en: 'Blue' } } },
    })
    expect((await admin.post('/contacts', { name: 'B' })).body.item[name]).toBeNull()
  })
})
