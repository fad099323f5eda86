import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { startTestApp, type TestApp } from '../../../tests/helpers/test-app.ts'
import { defineCommand, defineQuery } from '../../kernel/commands/command.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../events/events.ts'
import { answer, handle, type ServerModule } from '../registry.ts'

const contract = { needs: null, input: z.object({}), output: z.object({}) }
const ask = defineQuery({ name: 'test.ask', path: '/test/ask', ...contract })
const change = defineCommand({ name: 'test.change', ...contract })
const changeMany = defineCommand({ name: 'test.changeMany', mayTakeLong: true, ...contract })

/** A statement longer than the second that requests have here. */
async function takeLong({ tx }: Ctx) {
  await sql`select pg_sleep(1.4)`.execute(tx)
  return {}
}

let isJobDone = false
const slow: ServerModule = {
  name: 'slow',
  queries: [answer(ask, takeLong)],
  commands: [
    handle(change, (ctx) => {
      emit(ctx, { kind: 'user.slow', entity: 'user', recordId: ctx.actor.userId, data: {} })
      return takeLong(ctx)
    }),
    handle(changeMany, takeLong),
  ],
  jobs: [
    {
      name: 'test.slow',
      async run({ ctx }) {
        await ctx.act(null, takeLong)
        isJobDone = true
      },
    },
  ],
}

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ jobs: true, modules: [slow], env: { ONWARD_STATEMENT_SECONDS: '1' } })
})
afterAll(() => app?.close())

it('a question that takes too long is ended, and asked for no second time', async () => {
  const { status, body, headers } = await app.admin.get('/test/ask')
  expect([status, body.code, headers['retry-after']]).toEqual([503, 'server.took-too-long', undefined])
  expect(body.detail).toContain('took too long')
})

it('a change that takes too long leaves nothing behind', async () => {
  const { status, body } = await app.admin.post('/commands/test.change')
  expect([status, body.code]).toEqual([503, 'server.took-too-long'])
  expect(await app.rows(`select 1 from events where kind = 'user.slow'`)).toEqual([])
})

it('what may work through very many records has the time of a job', async () => {
  expect((await app.admin.post('/commands/test.changeMany')).status).toBe(200)
  await app.act((ctx) => ctx.enqueue('test.slow', {}))
  await vi.waitFor(() => expect(isJobDone).toBe(true), { timeout: 20_000, interval: 50 })
})

it('the limit stays with the request: the connection has it no more', async () => {
  await app.admin.get('/contacts')
  expect(await app.rows('show statement_timeout')).toEqual([{ statement_timeout: '1min' }])
})
