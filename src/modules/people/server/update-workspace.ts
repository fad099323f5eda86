import { emit } from '../../../server/events/events.ts'
import { handle } from '../../../server/registry.ts'
import { updateWorkspace } from '../people.commands.ts'
import { lockWorkspace, writeWorkspace } from './workspace.queries.ts'

export const updateWorkspaceHandler = handle(updateWorkspace, async (ctx, wanted) => {
  const { id } = ctx.workspace
  const before = await lockWorkspace(ctx)
  const after = {
    ...before,
    ...Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)),
  }
  const names = (Object.keys(before) as (keyof typeof before)[]).filter(
    (name) => before[name] !== after[name],
  )
  if (names.length > 0) {
    await writeWorkspace(ctx, after)
    const changes = Object.fromEntries(names.map((name) => [name, [before[name], after[name]]]))
    emit(ctx, { kind: 'workspace.updated', entity: 'workspace', recordId: id, data: { changes } })
    ctx.afterCommit.push(() => ctx.install.forgetWorkspace(id))
  }
  return { id, ...after }
})
