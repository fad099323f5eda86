import { z } from 'zod'
import { defineCommand } from '../../kernel/commands/command.ts'

/** Puts the records of a list kept in Settings into this order: one act, so that one undo takes it back. */
export const reorder = defineCommand({
  name: 'setting.reorder',
  needs: 'settings:update',
  input: z.strictObject({
    entity: z.enum(['pipeline', 'stage', 'stepKind']),
    ids: z.array(z.uuid()).min(1).max(200).describe('The whole list, in its new order'),
  }),
  output: z.object({ event: z.uuid() }),
})
