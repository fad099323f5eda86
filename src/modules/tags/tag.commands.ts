import { z } from 'zod'
import { defineCommand, defineQuery } from '../../kernel/commands/command.ts'
import { tagNames } from '../../kernel/commands/tag-names.ts'
import { tagColours } from './tag.entity.ts'

const entity = z.string().max(40)
/**
 * Gives many records tags by name and takes others from them; a tag that is not there is made. Records that cannot take
 * them are named and left as they are.
 */
export const changeTags = defineCommand({
  name: 'tag.change',
  needs: 'tag:read',
  input: z.strictObject({
    entity,
    ids: z.array(z.uuid()).min(1).max(1000),
    add: tagNames,
    remove: tagNames,
  }),
  output: z.object({
    done: z.int(),
    failed: z.array(z.object({ id: z.uuid(), code: z.string(), params: z.record(z.string(), z.unknown()) })),
    event: z.uuid(),
  }),
})

/** Makes one tag of several: records bear the first instead of the others, which are gone. */
export const mergeTags = defineCommand({
  name: 'tag.merge',
  mayTakeLong: true,
  needs: 'tag:delete',
  input: z.strictObject({ into: z.uuid(), others: z.array(z.uuid()).min(1).max(50) }),
  output: z.object({ changed: z.int(), event: z.uuid() }),
})

/** The whole vocabulary in the order of names, with how many records the asker sees bear each tag. */
export const tagsInUse = defineQuery({
  name: 'tag.inUse',
  path: '/tags/in-use',
  needs: 'tag:read',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        colour: z.enum(tagColours),
        isArchived: z.boolean(),
        version: z.int(),
        uses: z.record(z.string(), z.int()).describe('Records that bear it, by kind'),
      }),
    ),
  }),
})
