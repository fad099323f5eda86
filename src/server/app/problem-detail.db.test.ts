import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'

let app: TestApp
let russian: TestClient

beforeAll(async () => {
  app = await startTestApp()
  russian = await app.signIn('administrator')
  await russian.patch('/session', { locale: 'ru' })
})
afterAll(() => app.close())

const detailOf = async (reply: Promise<{ body: { detail: string } }>) => (await reply).body.detail
const ru = { 'accept-language': 'ru-RU,ru;q=0.9' }

describe('a refusal in words', () => {
  it('names a field by its name in the language of the reader', async () => {
    const contact = (await app.admin.post('/contacts', { name: 'Ivan' })).body.item.id
    const body = { version: null, changes: { company: contact } }
    expect(await detailOf(app.admin.patch(`/contacts/${contact}`, body))).toBe(
      'Something is filled in wrongly. Check the marked fields. Company: There is nothing by this name.',
    )
    expect(await detailOf(russian.patch(`/contacts/${contact}`, body))).toMatch(/Компания: С таким названием/)
  })

  it('names it before it is known who asks, by what his browser says', async () => {
    const body = { name: 'Ivan', jobTitle: 7 }
    expect(await detailOf(app.admin.post('/contacts', body))).toContain(
      'Job title: This value is of the wrong',
    )
    expect(await detailOf(app.admin.post('/contacts', body, ru))).toContain(
      'Должность: Значение не того типа.',
    )
  })

  it('names the field of a part, and one of the workspace’s own', async () => {
    const nextStep = { dueAt: '2030-01-01T10:00:00.000Z', owner: '01a209cd-d537-7a5b-b0f0-dc9e7d15a28b' }
    expect(await detailOf(app.admin.post('/leads', { name: 'Anna', nextStep }))).toMatch(/Next step › \w+: /)
    const names = { en: 'Floor', ru: 'Этаж' }
    const { name } = (
      await app.admin.post('/commands/field.create', { entity: 'contact', type: 'number', names })
    ).body
    expect(await detailOf(russian.post('/contacts', { name: 'Ivan', [name]: 'high' }))).toContain('Этаж: ')
  })

  it('tells what one may not find by under its name', async () => {
    const grants = { contact: { read: 'all' }, deal: { read: 'all' } }
    const fieldLimits = { contact: { phone: 'hidden' } }
    const role = await app.admin.post('/roles', { name: 'Without phones', grants, fieldLimits })
    const person = await app.signIn('analyst')
    await app.rows('update users set role_id = $1 where id = $2', [role.body.item.id, person.userId])
    expect(await detailOf(person.get('/contacts?sort=phone'))).toContain('the field “Phone”')
    const filter = encodeURIComponent(JSON.stringify({ field: 'contact.phone', op: 'notEmpty' }))
    expect(await detailOf(person.get(`/deals?filter=${filter}`))).toContain('“Contact › Phone”')
  })
})
