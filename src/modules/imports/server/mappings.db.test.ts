import { afterAll, beforeAll, expect, it } from 'vitest'
import { csv, importing, upload } from '../../../../tests/helpers/imports.ts'
import { startTestApp, type TestApp } from '../../../../tests/helpers/test-app.ts'
import { importSettingsShape } from '../import-settings.ts'

let app: TestApp
let imports: ReturnType<typeof importing>
beforeAll(async () => {
  app = await startTestApp({ jobs: true, model: 'collaborative' })
  imports = importing(app)
})
afterAll(() => app.close())

const file = csv([
  ['Name', 'City'],
  ['Bluebell', 'Omsk'],
])
const settings = { entity: 'company', columns: { Name: 'name', City: 'city' } } as const
const next = async (headings: string[], client = app.admin) => {
  const { body } = await upload(app, client, csv([headings, ['x', 'y']]))
  const { body: found } = await client.get(`/imports/${body.item.id}/mappings`)
  return {
    id: body.item.id as string,
    items: found.items as { id: string; name: string; isNamed: boolean }[],
  }
}

it('a mapping is there for the next file of the same headings, for colleagues too, and for no other', async () => {
  expect((await next(['City', 'Name'])).items).toEqual([])
  await imports.bringIn(file, { ...settings, nextStep: { perDay: 7, startOn: '2026-12-01' } })
  const colleague = await app.signIn('head_of_sales', { name: 'Galina Head' })
  const { items } = await next(['City', 'Name'], colleague)
  expect(items).toMatchObject([
    { name: 'file.csv', isNamed: false, settings: { ...settings, nextStep: { perDay: 7 } } },
  ])
  expect(JSON.stringify(items)).not.toMatch(/basis|startOn/)
  expect((await next(['City', 'Name', 'Phone'])).items).toEqual([])
})

it('a mapping can be kept under a name, replaced and forgotten', async () => {
  const { id } = await next(['Title', 'Town'])
  const given = importSettingsShape.parse({ entity: 'company', columns: { Title: 'name', Town: 'city' } })
  await imports.verb('saveMapping', { id, name: 'Fair', settings: given })
  await imports.verb('saveMapping', { id, name: 'Fair', settings: { ...given, onDuplicate: 'skip' } })
  const { items } = await next(['Title', 'Town'])
  expect(items).toMatchObject([{ name: 'Fair', isNamed: true, settings: { onDuplicate: 'skip' } }])
  await imports.verb('forgetMapping', { id, mapping: items[0]?.id })
  expect((await next(['Title', 'Town'])).items).toEqual([])
})

it('a mapping that means nothing for these headings is refused', async () => {
  const { id } = await next(['Title', 'Town'])
  const given = importSettingsShape.parse({ entity: 'company', columns: { Elsewhere: 'name' } })
  const reply = await app.admin.post('/commands/import.saveMapping', { id, name: 'Fair', settings: given })
  expect([reply.status, reply.body.code]).toEqual([422, 'import.mapping-invalid'])
})
