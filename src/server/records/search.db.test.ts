import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../tests/helpers/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  for (const [name, phone] of [
    ['Анна Соколова', '+79161234567'],
    ['Соколов Андрей', '+79167654321'],
    ['Пётр Иванов', '+74951000123'],
    ['Иван Сокирко', '+74951000124'],
    ['Kim Lee', '+12025550123'],
  ]) {
    const made = await app.admin.post('/contacts', { name, phone })
    expect(made.status).toBe(201)
  }
})
afterAll(() => app.close())

const titles = async (q: string) => {
  const { body } = await app.admin.get(`/search?q=${encodeURIComponent(q)}`)
  return body.items.map(({ title }: { title: string }) => title)
}
const listed = async (q: string) => {
  const { body } = await app.admin.get(`/contacts?sort=name&q=${encodeURIComponent(q)}`)
  return body.items.map(({ name }: { name: string }) => name)
}

it('puts names that begin with what was typed first', async () => {
  expect(await titles('соко')).toEqual(['Соколов Андрей', 'Анна Соколова'])
  expect((await titles('сок'))[0]).toBe('Соколов Андрей')
  expect(await titles('сок')).toHaveLength(3)
})

it('finds words in any order, and without regard to case or ё', async () => {
  expect(await titles('АНДРЕЙ соколов')).toEqual(['Соколов Андрей'])
  expect(await titles('петр')).toEqual(['Пётр Иванов'])
})

it('looks for one or two letters where words begin, in lists as well', async () => {
  expect(await titles('ов')).toEqual([])
  expect(await titles('le')).toEqual(['Kim Lee'])
  expect((await titles('ан')).slice(0, 2)).toEqual(['Анна Соколова', 'Соколов Андрей'])
  expect(await listed('ан')).toEqual(['Анна Соколова', 'Соколов Андрей'])
  expect(await listed('к')).toEqual([])
})

it('finds phones by their digits', async () => {
  expect(await titles('8 (916) 123-45-67')).toEqual(['Анна Соколова'])
  expect(await titles('100-01-2')).toHaveLength(2)
})

it('takes signs of patterns for themselves', async () => {
  expect(await titles('%')).toEqual([])
  expect(await titles('_________')).toEqual([])
})

it('tells deals of one name apart by whose they are', async () => {
  for (const name of ['Ромашка', 'Берёзка']) {
    const company = (await app.admin.post('/companies', { name })).body.item.id
    await app.admin.post('/deals', { title: 'Стеллажи', company })
  }
  const person = (await app.admin.get('/contacts?q=lee')).body.items[0].id
  await app.admin.post('/deals', { title: 'Стеллажи', contact: person })
  const { body } = await app.admin.get(`/search?q=${encodeURIComponent('стеллажи')}`)
  const told = body.items.map(({ subtitle }: { subtitle: string | null }) => subtitle)
  expect(told.sort()).toEqual(['Kim Lee', 'Берёзка', 'Ромашка'])
})
