import { sql } from 'kysely'
import { undoDays } from '../../kernel/commands/records.ts'
import { idAt } from '../records/id-cursor.ts'
import type { Services } from '../services.ts'
import { addJob } from './add-job.ts'

const day = 86_400_000

type Needed = Pick<Services, 'workspaces' | 'registry' | 'files' | 'now'>

/**
 * What is kept for a time only: answers to repeated requests a day, sessions until they end, and undo a day longer
 * than promised, because a long import begins before it ends.
 */
export async function keepHouse({ workspaces, registry, files, now }: Needed): Promise<void> {
  const time = now().getTime()
  await sql`delete from onward.sessions where expires_at < ${new Date(time)}`.execute(workspaces.global)
  for (const { id } of await workspaces.all()) {
    const found = await workspaces.find(id)
    await found?.db.transaction().execute(async (tx) => {
      await sql`delete from idempotency_keys where created_at < ${new Date(time - day)}`.execute(tx)
      await sql`delete from undo_rows where act_id < ${idAt(new Date(time - (undoDays + 1) * day))}`.execute(
        tx,
      )
      for (const module of registry.modules)
        await module.keepHouse?.({
          workspace: id,
          tx,
          files,
          now: new Date(time),
          timeZone: found.workspace.timeZone,
          enqueue: (actor, job, payload, queue) =>
            addJob(tx, job, { ...payload, workspace: id, actor }, queue),
        })
    })
  }
}
