import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'

let app: TestApp
let admin: TestClient

beforeAll(async () => {
  app = await startTestApp({ jobs: true })
  admin = app.admin
})

afterAll(() => app?.close())

const create = async (table: string, values: object, query = '') =>
  (await admin.post(`/${table}${query}`, values)).body.item
const find = async (entity: string, values: object, client = admin) => {
  const query = new URLSearchParams({ entity, values: JSON.stringify(values) })
  return client.get(`/duplicates/find?${query}`)
}

describe('duplicates.find', () => {
  it('finds a person by another spelling of the name', async () => {
    const { id } = await create('contacts', { name: 'Аристархов Александр Петрович', city: 'Пермь' })
    const { body } = await find('contact', { name: 'Sasha Aristarkhov', city: 'Perm' })
    expect(body.items).toMatchObject([{ entity: 'contact', id, reasons: expect.any(Array) }])
    expect(body.items[0].reasons.map(({ code }: { code: string }) => code)).toContain('personName.variant')
  })

  it('finds a company without its legal form and by its tax number', async () => {
    const { id } = await create('companies', { name: 'ООО «Мыльный пузырь»', taxId: '7707083893' })
    const byName = await find('company', { name: 'Myl’nyi puzyr' })
    const byNumber = await find('company', { name: 'Другое имя', taxId: '7707083893' })
    expect(byNumber.body.items).toMatchObject([{ id, isStrong: true }])
    expect(byName.status).toBe(200)
  })

  it('finds a customer known already for a new lead', async () => {
    const { id } = await create('contacts', { name: 'Зоя Зайцева', phone: '+79031112233' })
    const { body } = await find('lead', { name: 'Зоя', phone: '+79031112233' })
    expect(body.items).toMatchObject([{ entity: 'contact', id, isStrong: true }])
  })

  it('does not find what the asker may not see', async () => {
    const stranger = await app.signIn('sales_manager')
    await create('leads', { name: 'Тайный Заказчик', phone: '+79035556677' })
    expect((await find('lead', { phone: '+79035556677' }, stranger)).body.items).toEqual([])
    expect((await find('lead', { phone: '+79035556677' })).body.items).toHaveLength(1)
  })

  it('answers nothing for values that say nothing', async () => {
    expect((await find('contact', { name: '???', phone: 7, other: 'x' })).body.items).toEqual([])
    expect((await find('contact', [])).status).toBe(422)
    expect((await admin.get('/duplicates/find?entity=contact&values=%7B')).status).toBe(422)
  })
})

describe('a new record that looks like another', () => {
  it('is told of however the phone and the address are written', async () => {
    const { id } = await create('contacts', {
      name: 'Родион Громыко',
      phone: '+79037770011',
      email: 'rodion@gromyko.example',
    })
    const found = async (values: object) =>
      (
        await admin.get(
          `/duplicates/find?entity=contact&values=${encodeURIComponent(JSON.stringify(values))}`,
        )
      ).body.items.map((one: { id: string }) => one.id)
    expect(await found({ phone: '8 (903) 777-00-11' })).toEqual([id])
    expect(await found({ email: ' Rodion@Gromyko.example' })).toEqual([id])
    expect(await found({ phone: '8 (903) 777' })).toEqual([])
  })

  it('is refused when asked for, with whom it looks like', async () => {
    const { id } = await create('contacts', { name: 'Инга Ильина', phone: '+79037778899' })
    const again = { name: 'Ilina Inga', phone: '+79037778899' }
    const { status, body } = await admin.post('/contacts?duplicates=refuse', again)
    expect(status).toBe(409)
    expect(body).toMatchObject({ code: 'record.duplicate', params: { candidates: [{ id }] } })
    expect((await admin.post('/contacts', again)).status).toBe(201)
  })

  it('is not refused for a likeness that is no certainty', async () => {
    await create('contacts', { name: 'Пётр Громов', city: 'Омск' })
    expect(
      (await admin.post('/contacts?duplicates=refuse', { name: 'Пётр Громов', city: 'Тула' })).status,
    ).toBe(201)
  })
})

describe('the scan', () => {
  const scan = async () => {
    const { body } = await admin.post('/commands/duplicates.startScan', {})
    await expect
      .poll(async () => (await admin.get('/duplicates/scan')).body.scan.status, { timeout: 60_000 })
      .not.toBe('running')
    return body.id
  }
  const queue = async (entity: string) => (await admin.get(`/duplicates?entity=${entity}`)).body

  it('fills the queue with reasons, and never again with a pair said to be two', async () => {
    const a = await create('contacts', { name: 'Глафира Тихомирова', email: 'glafira@tikhomirova.example' })
    const b = await create('contacts', { name: 'Tikhomirova Glafira', email: 'glafira@tikhomirova.example' })
    await scan()
    expect((await admin.get('/duplicates/scan')).body.scan).toMatchObject({ status: 'done', progress: 1000 })
    const ids = [a.id, b.id].sort()
    const pairOf = ({ items }: { items: { id: string; records: { id: string }[]; reasons: object[] }[] }) =>
      items.find(({ records }) => records.map(({ id }) => id).join() === ids.join())
    const pair = pairOf(await queue('contact'))
    expect(pair?.reasons[0]).toMatchObject({ code: 'email.same', field: 'email' })
    await admin.post('/commands/duplicates.decide', { id: pair?.id, decision: 'distinct' })
    expect(pairOf(await queue('contact'))).toBeUndefined()
    await scan()
    expect(pairOf(await queue('contact'))).toBeUndefined()
    await admin.post('/commands/duplicates.decide', { id: pair?.id, decision: 'open' })
    expect(pairOf(await queue('contact'))).toBeDefined()
  })

  it('shows a pair only to those who see both', async () => {
    const manager = await app.signIn('sales_manager')
    await create('leads', { name: 'Лукерья Овсова', phone: '+79034443322', owner: manager.userId })
    await create('leads', { name: 'Лукерья Овсова', phone: '+79034443322' })
    await scan()
    const { count } = (await queue('lead')).total
    expect(count).toBeGreaterThan(0)
    expect((await admin.get('/duplicates/waiting')).body.counts.lead).toBe(count)
    expect((await manager.get('/duplicates/waiting')).body.counts.lead).toBe(0)
    const { body } = await manager.get('/duplicates?entity=lead')
    expect(body).toMatchObject({ items: [], total: { count: 0 } })
  })

  it('can be cancelled', async () => {
    await admin.post('/commands/duplicates.startScan', {})
    await admin.post('/commands/duplicates.cancelScan', {})
    expect(['cancelled', 'done']).toContain((await admin.get('/duplicates/scan')).body.scan.status)
  })
})

describe('the settings', () => {
  it('say how sure one must be', async () => {
    const usual = { reviewFrom: 70, refuseFrom: 90, scanEvery: 'week' }
    expect((await admin.get('/duplicates/settings')).body).toEqual(usual)
    const { body } = await admin.post('/commands/duplicates.configure', { refuseFrom: 95 })
    expect(body).toEqual({ ...usual, refuseFrom: 95 })
    expect((await admin.post('/commands/duplicates.configure', { refuseFrom: 10 })).status).toBe(422)
  })
})
