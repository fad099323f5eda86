import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../tests/helpers/test-app.ts'
import { indexNext } from './search-index.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const entries = () =>
  app.rows('select record_id, entity, title, text, name_key from search_entries order by entity, record_id')
const words = () => app.rows('select word from search_words order by word')

it('a new record is found by the same text as one that is indexed anew', async () => {
  const field = { entity: 'contact', type: 'address', names: { en: 'Home' } }
  const { body } = await app.admin.post('/commands/field.create', field)
  const names = ['Ёлкина, Анна-Мария «Ёж»', '  John\tO’Neil ', 'Åsa 𝒳𝒴𝒵 Д-0017', 'x'.repeat(150)]
  for (const name of names) {
    const reply = await app.admin.post('/contacts', {
      name,
      phone: '+79161234567',
      email: 'anna.maria@example.com',
      [body.name]: { line1: 'ул. Арбат, 10', city: 'Москва', country: 'RU' },
    })
    expect([reply.status, reply.body.problems]).toEqual([201, undefined])
  }
  await app.admin.post('/leads', { name: 'Пётр', companyName: 'ООО «Ёрш»' })
  await app.admin.post('/deals', { title: 'Стеллажи № 5' })
  const made = await entries()
  const known = await words()
  expect(made.length).toBeGreaterThan(names.length + 1)
  await app.act(async ({ tx, registry }) => {
    for (const { entity } of made as { entity: string }[]) {
      const noun = registry.catalog.entity(entity)
      await indexNext(tx, noun, { after: null, most: 1000 })
    }
  })
  expect(await entries()).toEqual(made)
  expect(await words()).toEqual(known)
})

it('whoever changes a record waits for the few that are being indexed anew, and for no others', async () => {
  const ids: string[] = []
  for (const name of ['Анна', 'Борис']) ids.push((await app.admin.post('/companies', { name })).body.item.id)
  const last = ids.sort().at(-1)
  await app.act(async ({ tx, registry }) => {
    const next = await indexNext(tx, registry.catalog.entity('company'), { after: null, most: 1 })
    expect(next).not.toBeNull()
    const changed = await app.admin.patch(`/companies/${last}`, { changes: { name: 'Галина' } })
    expect(changed.status).toBe(200)
  })
  const { body } = await app.admin.get(`/search?q=${encodeURIComponent('Галина')}`)
  expect(body.items.map(({ id }: { id: string }) => id)).toContain(last)
})
