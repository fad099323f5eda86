import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../tests/helpers/test-app.ts'

let app: TestApp
let ids: Record<'parent' | 'company' | 'contact' | 'deal', string>
beforeAll(async () => {
  app = await startTestApp()
  const make = async (table: string, values: object) =>
    (await app.admin.post(`/${table}`, values)).body.item.id
  const parent = await make('companies', { name: 'Holding' })
  const company = await make('companies', { name: 'Daughter', parent })
  const contact = await make('contacts', { name: 'Anna', company })
  ids = { parent, company, contact, deal: await make('deals', { title: 'Big', company, contact }) }
})
afterAll(() => app.close())

describe('fields', () => {
  it('leave id, version and what is named, in a list and of one record', async () => {
    const wanted = { id: ids.deal, version: 1, title: 'Big', company: ids.company }
    expect((await app.admin.get('/deals?fields=title,company')).body.items).toEqual([wanted])
    expect((await app.admin.get(`/deals/${ids.deal}?fields=title, company`)).body.item).toEqual(wanted)
  })

  it('do not touch rights, order or paging', async () => {
    const whole = (await app.admin.get('/companies?sort=name&limit=1')).body
    const part = (await app.admin.get('/companies?sort=name&limit=1&fields=city')).body
    expect(part).toMatchObject({ nextCursor: whole.nextCursor, total: whole.total })
    const { can } = (await app.admin.get(`/deals/${ids.deal}?fields=title`)).body
    expect(can).toEqual({ update: true, delete: true })
  })

  it.each(['moon', 'constructor', '__proto__', 'title,password_hash', ''])('refuse %o', async (fields) => {
    const reply = await app.admin.get(`/deals?fields=${fields}`)
    expect(reply.body).toMatchObject({ status: 422, problems: [{ field: 'fields' }] })
  })
})

describe('expand', () => {
  it('brings the records that references lead to, each once', async () => {
    const { included } = (await app.admin.get('/deals?expand=company.parent,contact.company,owner')).body
    expect(Object.keys(included).sort()).toEqual(
      [ids.parent, ids.company, ids.contact, app.admin.userId].sort(),
    )
    expect(included[ids.parent]).toMatchObject({ entity: 'company', name: 'Holding' })
    expect(included[app.admin.userId]).toMatchObject({ entity: 'user', name: 'Anna Director' })
  })

  it('works on one record and with fields', async () => {
    const { item, included } = (await app.admin.get(`/contacts/${ids.contact}?fields=name&expand=company`))
      .body
    expect(item).toEqual({ id: ids.contact, version: 1, name: 'Anna' })
    expect(Object.keys(included)).toEqual([ids.company])
  })

  it('brings the next step of a lead or deal', async () => {
    const { items, included } = (await app.admin.get('/deals?expand=nextStep.kind')).body
    expect(included[items[0].nextStep]).toMatchObject({ entity: 'step', deal: ids.deal })
    expect(included[items[0].step.kind]).toMatchObject({ entity: 'stepKind' })
  })

  it('leaves out what the caller may not read', async () => {
    const key = (
      await app.admin.post('/commands/apiKey.create', {
        name: 'Deals',
        scopes: { deal: 'read', contact: 'read' },
      })
    ).body.key
    const reply = await app.inject('GET', '/deals?expand=company.parent,contact', {
      headers: { authorization: `Bearer ${key}` },
    })
    expect(Object.keys(reply.body.included)).toEqual([ids.contact])
  })

  it('leaves out records of colleagues', async () => {
    const [manager, colleague] = [await app.signIn('sales_manager'), await app.signIn('sales_manager')]
    const deal = (await colleague.post('/deals', { title: 'Theirs', contact: ids.contact })).body.item.id
    const note = (await colleague.post('/notes', { text: 'About it', deal, contact: ids.contact })).body.item
      ?.id
    const body = (await manager.get('/notes?expand=deal,contact')).body
    expect(JSON.stringify(body)).not.toContain('Theirs')
    expect(note ?? 'none').toEqual(expect.any(String))
  })

  it.each([
    'moon',
    'title',
    'company.moon',
    'company.parent.parent.parent',
    'constructor',
    'company.__proto__',
    Array.from({ length: 11 }, (_, n) => `company${n}`).join(','),
  ])('refuses %s', async (expand) => {
    const reply = await app.admin.get(`/deals?expand=${expand}`)
    expect(reply.body).toMatchObject({ status: 422, problems: [{ field: 'expand' }] })
  })
})
