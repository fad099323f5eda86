import { afterAll, beforeAll, expect, it } from 'vitest'
import { csv, importing } from '../../../../tests/helpers/imports.ts'
import { startTestApp, type TestApp } from '../../../../tests/helpers/test-app.ts'
import { keepHouse } from '../../../server/jobs/housekeeping.ts'
import { importKey } from './import-file.ts'

let app: TestApp
let imports: ReturnType<typeof importing>
beforeAll(async () => {
  app = await startTestApp({ jobs: true })
  imports = importing(app)
})
afterAll(() => app.close())

const settings = { entity: 'lead', columns: { Name: 'name' } } as const
const begin = () => imports.begin(csv([['Name'], ['Anna']]), settings)
const hasFile = (id: string) =>
  app.services.files.local(importKey(id)).then(
    () => true,
    () => false,
  )
const isListed = async (id: string) => (await app.admin.get(`/imports/${id}`)).status === 200

it('lets go of a file nothing of which has been brought in', async () => {
  const id = await begin()
  expect((await app.admin.post('/commands/import.remove', { id })).status).toBe(200)
  expect(await isListed(id)).toBe(false)
  await expect.poll(() => hasFile(id)).toBe(false)
})

it('keeps an import as long as something of it is there', async () => {
  const id = await begin()
  await imports.run(id)
  expect(await app.admin.post('/commands/import.remove', { id })).toMatchObject({
    status: 409,
    body: { code: 'import.in-use' },
  })
  await imports.undo(id)
  expect((await app.admin.post('/commands/import.remove', { id })).status).toBe(200)
})

it('takes nothing back after thirty days, and keeps no files for longer', async () => {
  const [done, draft] = [await begin(), await begin()]
  await imports.run(done)
  const letPass = (days: number) =>
    app.rows(
      `update imports set finished_at = finished_at - $1 * interval '1 day', updated_at = updated_at - $1 * interval '1 day'`,
      [days],
    )
  await letPass(30.1)
  expect(await app.admin.post('/commands/import.undo', { id: done })).toMatchObject({
    status: 409,
    body: { code: 'import.undo-late' },
  })
  await keepHouse(app.services)
  expect([await hasFile(done), await hasFile(draft)]).toEqual([true, true])
  await letPass(1)
  await keepHouse(app.services)
  expect([await hasFile(done), await hasFile(draft)]).toEqual([false, false])
  expect([await isListed(done), await isListed(draft)]).toEqual([true, false])
})

it('says that a file is gone to who goes on with it', async () => {
  const id = await begin()
  await app.services.files.remove(importKey(id))
  expect(await imports.run(id)).toMatchObject({
    status: 'failed',
    failure: { code: 'import.unreadable', params: { reason: 'gone' } },
  })
})
