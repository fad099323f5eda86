import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../tests/helpers/test-app.ts'
import type { JobContext } from '../../server/registry.ts'
import { installOf } from '../../server/services.ts'
import { scanJob } from './server/scan.job.ts'

let app: TestApp

beforeAll(async () => {
  // Without jobs of its own: the test is the worker.
  app = await startTestApp()
})

afterAll(() => app?.close())

/** A worker that is stopped before its `most`-th transaction. */
function workerFor(most: number): JobContext {
  const life = new AbortController()
  let acts = 0
  return {
    workspaceId: app.workspace.id,
    install: installOf(app.services),
    act: (_actor, work) => {
      if (++acts >= most) life.abort()
      return app.act(work)
    },
    signal: life.signal,
    keepIndexes: async () => {},
    snapshot: async (_actor, read) => app.act(read),
    progressed: async () => {},
  }
}

describe('a scan cut off again and again', () => {
  it('goes on where it stopped and finds every pair once', async () => {
    const post = (name: string) => app.admin.post('/contacts', { name, phone: '+79035550001' })
    for (const name of ['Фаина Раневская', 'Ranevskaya Faina', 'Раневская Ф.']) await post(name)
    const { id } = (await app.admin.post('/commands/duplicates.startScan', {})).body
    const stateOf = async () => (await app.admin.get('/duplicates/scan')).body.scan
    let tries = 0
    while ((await stateOf()).status === 'running' && tries++ < 20)
      await scanJob.run({ payload: { id }, ctx: workerFor(1) }).catch((error) => {
        if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
      })
    expect(tries).toBeGreaterThan(3)
    expect(await stateOf()).toMatchObject({ status: 'done', found: 3 })
    expect((await app.admin.get('/duplicates?entity=contact')).body.total).toEqual({ count: 3, exact: true })
  })

  it('is one at a time', async () => {
    expect((await app.admin.post('/commands/duplicates.startScan', {})).status).toBe(200)
    const again = await app.admin.post('/commands/duplicates.startScan', {})
    expect(again.body.code).toBe('duplicates.scan-running')
  })
})
