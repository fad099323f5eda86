import { z } from 'zod'
import { defineCommand, defineQuery } from '../../kernel/commands/command.ts'
import { followWants, noticeKinds } from './notice-kinds.ts'

const entity = z.string().max(40)
const kind = z.enum(noticeKinds)
const wants = z.enum(followWants)

/** What the asker has been told of, newest first; what he may not see any more is left out. */
export const notifications = defineQuery({
  name: 'notification.list',
  path: '/notifications',
  needs: null,
  input: z.object({
    unread: z.enum(['true']).optional().describe('Only those not read yet'),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        kind,
        at: z.iso.datetime(),
        actor: z.uuid().nullable().describe('Null: the system'),
        subject: z.object({ entity: z.string(), id: z.uuid(), title: z.string() }),
        count: z.int().describe('Records it happened to at once, `subject` among them'),
        data: z.record(z.string(), z.unknown()),
        text: z.string().nullable().describe('What the note says'),
        isRead: z.boolean(),
      }),
    ),
    titles: z.record(z.string(), z.string()),
    nextCursor: z.string().nullable(),
  }),
})

/** How many notifications the asker has not read; at most 99 are counted. */
export const unreadNotifications = defineQuery({
  name: 'notification.unread',
  path: '/notifications/unread',
  needs: null,
  input: z.object({}),
  output: z.object({ count: z.int() }),
})

/** Marks the asker's own notifications as read, or as unread again; without ids all of them. */
export const readNotifications = defineCommand({
  name: 'notification.read',
  needs: null,
  input: z.strictObject({
    ids: z.array(z.uuid()).min(1).max(200).optional(),
    isRead: z.boolean().default(true),
  }),
  output: z.object({ changed: z.int() }),
})

/** The kinds the asker does not want to be told of. */
export const notificationSettings = defineQuery({
  name: 'notification.settings',
  path: '/notifications/settings',
  needs: null,
  input: z.object({}),
  output: z.object({ unwanted: z.array(kind) }),
})

/** Chooses the kinds one does not want to be told of. */
export const chooseNotifications = defineCommand({
  name: 'notification.choose',
  needs: null,
  input: z.strictObject({ unwanted: z.array(kind).max(noticeKinds.length) }),
  output: z.object({ unwanted: z.array(kind) }),
})

/** Who is told of what happens to a record: its owner, unless he has switched it off, and whoever follows it. */
export const followersOf = defineQuery({
  name: 'record.followers',
  path: '/followers',
  needs: null,
  input: z.object({ entity, record: z.uuid() }),
  output: z.object({
    isFollowing: z.boolean(),
    wants: wants.describe('What the asker wants to be told of it; `usual`: what his settings say'),
    people: z.array(z.object({ id: z.uuid(), name: z.string() })),
  }),
})

/** Follows a record one may see, or follows it no more. */
export const follow = defineCommand({
  name: 'record.follow',
  needs: null,
  input: z.strictObject({
    entity,
    id: z.uuid(),
    isFollowing: z.boolean(),
    wants: wants
      .optional()
      .describe('Everything, its course (stage, status, owner) or notes only; as before when left out'),
  }),
  output: z.object({ isFollowing: z.boolean(), wants }),
})

/** Records of which the asker is told otherwise than his settings say, the newest first; at most 200. */
export const followExceptions = defineQuery({
  name: 'notification.exceptions',
  path: '/notifications/exceptions',
  needs: null,
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        subject: z.object({ entity: z.string(), id: z.uuid(), title: z.string() }),
        isFollowing: z.boolean().describe('False: his own record, of which he wants to hear nothing'),
        wants,
      }),
    ),
  }),
})

/** Forgets all exceptions of the asker: what he follows is told as his settings say. */
export const clearExceptions = defineCommand({
  name: 'notification.clearExceptions',
  needs: null,
  input: z.strictObject({}),
  output: z.object({}),
})
