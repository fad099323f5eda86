import { z } from 'zod'
import { defineCommand, defineQuery } from '../../kernel/commands/command.ts'

/** Calls a file otherwise; the name is cleaned as when it was attached. */
export const renameFile = defineCommand({
  name: 'file.rename',
  needs: 'file:update',
  input: z.strictObject({ id: z.uuid(), name: z.string().trim().min(1).max(300) }),
  output: z.object({ name: z.string(), event: z.uuid() }),
})

/** Takes a file off its record; until its bytes are removed it can be brought back by undo and from the bin. */
export const removeFile = defineCommand({
  name: 'file.remove',
  needs: 'file:delete',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ event: z.uuid() }),
})

/** The first lines of a file of text. */
export const fileText = defineQuery({
  name: 'file.text',
  path: '/files/:id/text',
  needs: null,
  input: z.object({ id: z.uuid() }),
  output: z.object({
    lines: z.array(z.string()),
    isWhole: z.boolean().describe('False: the file goes on'),
  }),
})

/** What may be attached. */
export const fileLimits = defineQuery({
  name: 'file.limits',
  path: '/file-limits',
  needs: 'file:read',
  input: z.object({}),
  output: z.object({
    largest: z.int().describe('Bytes of one file'),
    quota: z.int().nullable().describe('Bytes of all files of the workspace; null: no limit'),
    used: z.int().describe('Bytes of all files of the workspace, the same bytes counted once'),
  }),
})
