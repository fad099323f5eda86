import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csv, importing } from '../../../../tests/helpers/imports.ts'
import { startTestApp, type TestApp } from '../../../../tests/helpers/test-app.ts'

let app: TestApp
let id: string
beforeAll(async () => {
  app = await startTestApp({ jobs: true })
  const imports = importing(app)
  const rows = [
    ['Name', 'Phone', 'Owner', 'Stage'],
    ['Anna', '12', 'Nobody', ''],
    ['Boris', 'later', 'Nobody', ''],
    ['Clara', '', 'Somebody', 'Nowhere'],
    ['Dora', '+7 916 123-45-67', '', ''],
  ]
  id = await imports.begin(csv(rows), {
    entity: 'lead',
    columns: { Name: 'name', Phone: 'phone', Owner: 'owner', Stage: 'stage' },
  })
  await imports.check(id)
})
afterAll(() => app.close())

describe('the kinds of problems of a check', () => {
  it('tell the errors first, then what is most frequent, each with its texts', async () => {
    const { body } = await app.admin.get(`/imports/${id}/problem-kinds`)
    expect(body.items).toEqual([
      expect.objectContaining({ field: 'stage', error: 'value.not-found', severity: 'error', rows: 1 }),
      expect.objectContaining({ field: 'owner', error: 'value.owner-unknown', rows: 3, distinct: 2 }),
      expect.objectContaining({ field: 'phone', error: 'value.not-a-phone', rows: 2, distinct: 2 }),
    ])
    expect(body.items[1].values).toMatchObject([
      { value: 'Nobody', rows: 2 },
      { value: 'Somebody', rows: 1 },
    ])
  })

  it('lead to their rows', async () => {
    const phones = await app.admin.get(
      `/imports/${id}/problems?severity=warning&field=phone&error=value.not-a-phone`,
    )
    expect(phones.body.items.map(({ row }: { row: number }) => row)).toEqual([2, 3])
    const errors = await app.admin.get(`/imports/${id}/problems?severity=error`)
    expect(errors.body.items.map(({ row }: { row: number }) => row)).toEqual([4])
  })

  it('are for those who may see imports', async () => {
    const manager = await app.signIn('sales_manager')
    const { status } = await manager.get(`/imports/${id}/problem-kinds`)
    expect(status).toBe(403)
  })
})
