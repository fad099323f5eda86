import { emit } from '../../../server/events/events.ts'
import { answer, handle } from '../../../server/registry.ts'
import { auditSettings, configureAudit } from '../audit.commands.ts'
import { lockSettings, readSettings, saveSettings } from './settings.queries.ts'

export const auditSettingsAnswer = answer(auditSettings, ({ tx }) => readSettings(tx))

export const configureAuditHandler = handle(configureAudit, async (ctx, { accessDays, binDays }) => {
  const before = await lockSettings(ctx.tx)
  const after = {
    accessDays: accessDays ?? before.accessDays,
    // Null means never, absent as it is.
    binDays: binDays === undefined ? before.binDays : binDays,
  }
  await saveSettings(ctx.tx, after)
  const names = (['accessDays', 'binDays'] as const).filter((name) => before[name] !== after[name])
  if (names.length > 0)
    emit(ctx, {
      kind: 'audit.configured',
      entity: 'workspace',
      recordId: ctx.workspace.id,
      data: { changes: Object.fromEntries(names.map((name) => [name, [before[name], after[name]]])) },
    })
  return after
})
