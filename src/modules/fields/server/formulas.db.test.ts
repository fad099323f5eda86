import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../../tests/helpers/test-app.ts'

let app: TestApp
let admin: TestClient
let company: string

beforeAll(async () => {
  app = await startTestApp({ jobs: true })
  admin = app.admin
  company = (await admin.post('/companies', { name: 'Ромашка', industry: 'trade' })).body.item.id
})
afterAll(() => app.close())

const rub = (amount: number) => ({ amount, currency: 'RUB' })

describe('a formula', () => {
  it('is computed wherever its record is shown, from its own fields and those behind links', async () => {
    const hours = await create({ entity: 'deal', type: 'number', names: { en: 'Hours' } })
    const rate = await formula('deal', 'Rate', `amount / ${hours.name}`)
    const label = await formula('deal', 'Label', `company.name & ": " & title`)
    const made = await admin.post('/deals', {
      title: 'Delivery',
      company,
      amount: rub(300_00),
      [hours.name]: 4,
    })
    expect(made.status).toBe(201)
    const { id } = made.body.item
    expect(made.body.item).toMatchObject({ [rate.name]: rub(75_00), [label.name]: 'Ромашка: Delivery' })

    const changed = await admin.patch(`/deals/${id}`, { changes: { [hours.name]: 3 } })
    expect(changed.body.item[rate.name]).toEqual(rub(100_00))
    await admin.post('/commands/records.undo', { event: changed.body.event })
    expect((await admin.get(`/deals/${id}`)).body.item[rate.name]).toEqual(rub(75_00))

    const slow = await admin.post('/deals', { title: 'Idle', company, amount: rub(100), [hours.name]: 0 })
    expect(slow.body.item[rate.name]).toBeNull()
    expect(await list('deals', { field: rate.name, op: 'gt', value: rub(50_00) })).toEqual([id])
    expect(await list('deals', { field: label.name, op: 'contains', value: 'ромашка: d' })).toEqual([id])
    expect(await list('deals', { field: hours.name, op: 'notEmpty' }, `-${rate.name}`)).toEqual([
      id,
      slow.body.item.id,
    ])
    const forged = await admin.patch(`/deals/${id}`, { changes: { [rate.name]: rub(1) } })
    expect(forged.body.problems).toMatchObject([
      { field: `changes.${rate.name}`, error: 'value.unknown-field' },
    ])
    const document = (await admin.get('/openapi.json')).body
    expect(JSON.stringify(document.paths)).toContain(rate.name)
  })

  it('may use other formulas, in pages of a list too', async () => {
    const size = await create({ entity: 'company', type: 'number', names: { en: 'Size' } })
    const double = await formula('company', 'Double', `${size.name} * 2`)
    const isLarge = await formula('company', 'Large', `${double.name} >= 10`)
    for (const value of [1, 2, 3, 5, 8])
      await admin.post('/companies', { name: `Of ${value}`, [size.name]: value })
    const filter = JSON.stringify({ field: double.name, op: 'notEmpty' })
    const path = `/companies?limit=2&sort=-${double.name}&filter=${encodeURIComponent(filter)}`
    const values: unknown[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await admin.get(`${path}${cursor && `&cursor=${cursor}`}`)
      for (const item of body.items) values.push([item[double.name], item[isLarge.name]])
      cursor = body.nextCursor
    }
    expect(values).toEqual([
      [16, true],
      [10, true],
      [6, false],
      [4, false],
      [2, false],
    ])
  })

  it('that means nothing is refused with what is wrong with it', async () => {
    const refusals = {
      'amount +': 'formula.unfinished',
      'nothing * 2': 'formula.unknown-field',
      'if(amount, 1, 2)': 'formula.wrong-kind',
    }
    for (const [text, error] of Object.entries(refusals)) {
      const answer = await admin.post('/commands/field.create', {
        entity: 'deal',
        type: 'formula',
        names: { en: 'Wrong' },
        options: { formula: text },
      })
      expect(answer.status).toBe(422)
      expect(answer.body.problems).toMatchObject([{ field: 'options.formula', error }])
    }
  })

  it('is never computed from itself, and what it needs stays', async () => {
    const one = await create({ entity: 'lead', type: 'number', names: { en: 'One' } })
    const two = await formula('lead', 'Two', `${one.name} + 1`)
    const three = await formula('lead', 'Three', `${two.name} + 1`)
    const circle = await admin.post('/commands/field.change', {
      field: two.id,
      options: { formula: `${three.name} - 1` },
    })
    expect(circle.body.problems).toMatchObject([{ field: 'options.formula', error: 'formula.cycle' }])
    const gone = await admin.post('/commands/field.archive', { field: two.id })
    expect(gone).toMatchObject({ status: 409, body: { code: 'field.in-formula' } })
    expect(gone.body.params).toMatchObject({ formula: 'Three' })
    await admin.post('/commands/field.archive', { field: three.id })
    expect((await admin.post('/commands/field.archive', { field: two.id })).status).toBe(200)
    const back = await admin.post('/commands/field.restore', { field: three.id })
    expect(back.body.problems).toMatchObject([{ error: 'formula.unknown-field' }])
  })
})

describe('the index of a formula', () => {
  const indexOf = async (field: { id: string }) => {
    const name = `x${field.id.replaceAll('-', '').slice(-16)}_value`
    const [found] = await app.rows<{ indexdef: string }>(
      'select indexdef from pg_indexes where indexname = $1',
      [name],
    )
    return found?.indexdef ?? null
  }
  const holds = (field: { id: string }, text: RegExp) =>
    expect.poll(() => indexOf(field), { timeout: 20_000 }).toMatch(text)

  it('follows its text, and so do those of the formulas that read it', async () => {
    const base = await create({ entity: 'contact', type: 'number', names: { en: 'Base' } })
    const twice = await formula('contact', 'Multiple', `${base.name} * 2`)
    const more = await formula('contact', 'More', `${twice.name} + 7`)
    const apart = await formula('contact', 'Apart', `${base.name} + 9`)
    await holds(twice, /'2'/)
    await holds(more, /'2'.*'7'/)
    await holds(apart, /'9'/)
    const [former] = await app.rows(`select oid from pg_class where relname = $1`, [
      `x${apart.id.replaceAll('-', '').slice(-16)}_value`,
    ])
    const change = (text: string) =>
      admin.post('/commands/field.change', { field: twice.id, options: { formula: text } })
    expect((await change(`${base.name} * 3`)).status).toBe(200)
    await holds(twice, /'3'/)
    await holds(more, /'3'.*'7'/)
    const [now] = await app.rows(`select oid from pg_class where relname = $1`, [
      `x${apart.id.replaceAll('-', '').slice(-16)}_value`,
    ])
    expect(now).toEqual(former)
  })

  it('goes when what it gives has none, and when it is archived', async () => {
    const base = await create({ entity: 'product', type: 'number', names: { en: 'Weight' } })
    const field = await formula('product', 'Heavy', `${base.name} * 2`)
    await holds(field, /'2'/)
    await admin.post('/commands/field.change', { field: field.id, options: { formula: 'text(createdAt)' } })
    await expect.poll(() => indexOf(field), { timeout: 20_000 }).toBeNull()
    await admin.post('/commands/field.change', {
      field: field.id,
      options: { formula: `${base.name} * 4` },
    })
    await holds(field, /'4'/)
    await admin.post('/commands/field.archive', { field: field.id })
    await expect.poll(() => indexOf(field), { timeout: 20_000 }).toBeNull()
    await admin.post('/commands/field.restore', { field: field.id })
    await holds(field, /'4'/)
  })
})

describe('a roll-up', () => {
  it('tells what the records that link to one make together', async () => {
    const customer = (await admin.post('/companies', { name: 'Вектор' })).body.item.id
    const count = await rollUp('Deals', { relation: 'deals', aggregate: 'count' })
    const open = await rollUp('Open', {
      relation: 'deals',
      aggregate: 'sum',
      value: 'amount',
      where: 'status = "open"',
    })
    const last = await rollUp('Last', { relation: 'deals', aggregate: 'max', value: 'createdAt' })
    const read = async () => (await admin.get(`/companies/${customer}`)).body.item
    expect(await read()).toMatchObject({ [count.name]: 0, [open.name]: null, [last.name]: null })

    const deals = []
    for (const amount of [100, 250])
      deals.push(
        (await admin.post('/deals', { title: 'One', company: customer, amount: rub(amount) })).body.item,
      )
    expect(await read()).toMatchObject({
      [count.name]: 2,
      [open.name]: rub(350),
      [last.name]: deals[1].createdAt,
    })
    await admin.delete(`/deals/${deals[0].id}`)
    expect(await read()).toMatchObject({ [count.name]: 1, [open.name]: rub(250) })
    await admin.post('/deals', {
      title: 'Abroad',
      company: customer,
      amount: { amount: 1, currency: 'EUR' },
    })
    expect(await read()).toMatchObject({ [count.name]: 2, [open.name]: null })
    expect(await list('companies', { field: count.name, op: 'gte', value: 2 })).toContain(customer)
  })

  it('and filters go on when another field comes to lead the same way', async () => {
    const customer = (await admin.post('/contacts', { name: 'Customer' })).body.item.id
    const count = await create({
      entity: 'contact',
      type: 'rollUp',
      names: { en: 'Deals of a contact' },
      options: { relation: 'deals', aggregate: 'count' },
    })
    await admin.post('/deals', { title: 'Theirs', company, contact: customer })
    const filter = { related: 'deals', where: { field: 'title', op: 'eq', value: 'Theirs' } }
    const read = async () => (await admin.get(`/contacts/${customer}`)).body.item[count.name]
    expect([await read(), await list('contacts', filter)]).toEqual([1, [customer]])
    const options = { to: 'contact' }
    const input = { entity: 'deal', type: 'link', names: { en: 'Adviser' }, options }
    const adviser = await create(input)
    expect([await read(), await list('contacts', filter)]).toEqual([1, [customer]])
    await admin.post('/deals', { title: 'Advised', company, [adviser.name]: customer })
    expect(await read()).toBe(1)
    expect(await list('contacts', { related: `deals.${adviser.name}` })).toEqual([customer])
    expect(await list('contacts', { related: 'deals.contact' })).toEqual([customer])
  })

  it('is refused where nothing links', async () => {
    const answer = await admin.post('/commands/field.create', {
      entity: 'company',
      type: 'rollUp',
      names: { en: 'Wrong' },
      options: { relation: 'nothing', aggregate: 'count' },
    })
    expect(answer.status).toBe(422)
  })
})

async function create(input: object): Promise<{ id: string; name: string }> {
  const answer = await admin.post('/commands/field.create', input)
  expect(answer.body.problems ?? answer.body.code ?? []).toEqual([])
  return answer.body
}

const formula = (entity: string, name: string, text: string) =>
  create({ entity, type: 'formula', names: { en: name }, options: { formula: text } })

const rollUp = (name: string, options: object) =>
  create({ entity: 'company', type: 'rollUp', names: { en: name }, options })

async function list(table: string, filter: object, sort = 'createdAt'): Promise<string[]> {
  const { body } = await admin.get(
    `/${table}?sort=${sort}&filter=${encodeURIComponent(JSON.stringify(filter))}`,
  )
  return body.items.map(({ id }: { id: string }) => id)
}
