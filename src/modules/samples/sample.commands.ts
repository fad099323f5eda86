import { z } from 'zod'
import { defineCommand } from '../../kernel/commands/command.ts'

/** Fills the workspace with an invented company to try things on; there is at most one at a time. */
export const loadSample = defineCommand({
  name: 'sample.load',
  mayTakeLong: true,
  needs: 'settings:update',
  input: z.strictObject({}),
  output: z.object({ companies: z.int(), contacts: z.int(), leads: z.int(), deals: z.int(), steps: z.int() }),
})

/**
 * Removes everything the sample brought, with its history and its people. What people have entered themselves
 * stays: records of sample people go to whoever removes, links to sample records are emptied.
 */
export const removeSample = defineCommand({
  name: 'sample.remove',
  mayTakeLong: true,
  needs: 'settings:update',
  input: z.strictObject({}),
  output: z.object({ removed: z.int(), handedOver: z.int() }),
})
