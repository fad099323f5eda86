import { z } from 'zod'
import { defineCommand } from '../../kernel/commands/command.ts'
import { layoutShape } from '../../kernel/entities/layout-shape.ts'

const seen = {
  entity: z.string().min(1).max(60).describe('The noun: `deal`'),
  version: z.int().min(1).nullable().default(null).describe('The version seen; null where none is kept yet'),
}

/** Lays out the fields of a noun. What it names that is gone meanwhile is left out; what never was is refused. */
export const saveLayout = defineCommand({
  name: 'layout.save',
  needs: 'settings:update',
  input: z.strictObject({ ...seen, config: layoutShape }),
  output: z.object({ id: z.uuid(), version: z.int(), event: z.uuid() }),
})

/** Lays the fields of a noun out as shipped again. */
export const resetLayout = defineCommand({
  name: 'layout.reset',
  needs: 'settings:update',
  input: z.strictObject(seen),
  output: z.object({ event: z.uuid() }),
})
