import { serverModules } from '../../src/modules/server.ts'
import type { JobContext, JobHandler } from '../../src/server/registry.ts'
import { installOf } from '../../src/server/services.ts'
import type { TestApp } from './test-app.ts'

const jobs = new Map(
  serverModules
    .find(({ name }) => name === 'bulk')!
    .jobs!.map((job): [string, JobHandler] => [job.name, job]),
)

interface Work {
  job?: string
  actor?: string
  before?: (act: number) => Promise<void>
  after?: (act: number) => Promise<void>
}

/** Does the job of a run as a worker does; `before` is called before each of its acts, `after` after it. */
export function bulkWorker(app: TestApp) {
  async function isActive(id: string): Promise<boolean> {
    const rows = await app.rows('select 1 from users where id = $1 and is_active', [id])
    return rows.length > 0
  }

  return (
    id: string,
    {
      job = 'bulk.run',
      actor = app.admin.userId,
      before = async () => {},
      after = async () => {},
    }: Work = {},
  ): Promise<void> => {
    let acts = 0
    const ctx: JobContext = {
      workspaceId: app.workspace.id,
      install: installOf(app.services),
      act: async (by, task) => {
        await before(acts++)
        const mayAct = by === null || (await isActive(by))
        const result = await app.act(task, mayAct ? (by ?? undefined) : undefined)
        await after(acts)
        return result
      },
      snapshot: (by, task) => app.act(task, by ?? undefined),
      signal: new AbortController().signal,
      keepIndexes: async () => {},
      progressed: async () => {},
    }
    return jobs.get(job)!.run({ payload: { id, enqueuedBy: actor }, ctx })
  }
}
