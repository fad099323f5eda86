import { z } from 'zod'
import { defineCommand, defineQuery } from '../../kernel/commands/command.ts'
import { fail } from '../../kernel/errors/errors.ts'

const moment = z.iso.datetime({ offset: true })
const titles = z.record(z.string(), z.string()).describe('Names of people and records, by id')

/** By what the log is narrowed. */
export const auditFilterShape = z.object({
  actor: z.uuid().optional().describe('Who did it'),
  kinds: z.string().max(2000).optional().describe('Comma-separated kinds of events: `deal.won,role.updated`'),
  entity: z.string().max(40).optional().describe('Kind of records it happened to'),
  record: z.uuid().optional(),
  from: moment.optional(),
  until: moment.optional(),
})
export type AuditFilter = z.output<typeof auditFilterShape>

/** By what way something was done. */
const auditWays = ['api', 'import', 'bulk', 'system'] as const

const entry = z.object({
  id: z.uuid(),
  at: z.iso.datetime().describe('When it was written down'),
  told: z.iso.datetime().nullable().describe('When it happened, where it was brought in with its past'),
  actor: z.uuid().nullable(),
  via: z.enum(auditWays).nullable().describe('`api`: by a program with a key of the actor'),
  kind: z.string(),
  entity: z.string(),
  record: z.uuid(),
  event: z.uuid().describe('The act it is a part of'),
  data: z.record(z.string(), z.unknown()).describe('Particulars; `changes`: field → [before, after]'),
  isErased: z.boolean().describe('What it said was erased with its record; its digest stays in the chain'),
})
export type AuditEntry = z.output<typeof entry>

/** What has been done in the workspace, by whom, newest first. */
export const auditLog = defineQuery({
  name: 'audit.log',
  path: '/audit',
  needs: 'audit:read',
  input: auditFilterShape.extend({
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(entry), titles, nextCursor: z.string().nullable() }),
})

/** Kinds of events that have occurred. */
export const auditKinds = defineQuery({
  name: 'audit.kinds',
  path: '/audit/kinds',
  needs: 'audit:read',
  input: z.object({}),
  output: z.object({ kinds: z.array(z.string()) }),
})

/** What is wrong with a chain. */
export const flaws = [
  'changed',
  'deleted',
  'inserted',
  'hidden',
  'seal',
  'missing',
  'cut',
  'replaced',
] as const
export type Flaw = (typeof flaws)[number]

/** A seal that was written down elsewhere. */
export interface Anchor {
  workspace: string
  block: number
  hash: string
}

const anchorForm = /^(ws_[a-z0-9]{1,60}):(\d{1,9}):([0-9a-f]{64})$/

/** Reads what `anchorOf` wrote; refuses what is none. */
export function readAnchor(text: string): Anchor {
  const [, workspace, block, hash] = anchorForm.exec(text.trim()) ?? []
  if (!workspace || !hash) return fail('input.invalid', {}, [{ field: 'anchor', error: 'value.invalid' }])
  return { workspace, block: Number(block), hash }
}

/** The text by which a seal is kept elsewhere. */
export function anchorOf({ workspace, block, hash }: Anchor): string {
  return `${workspace}:${block}:${hash}`
}

const anchorText = z.string().trim().max(160)

/** The last seal, to be written down elsewhere, and how much is sealed. */
export const auditSeal = defineQuery({
  name: 'audit.seal',
  path: '/audit/seal',
  needs: 'audit:read',
  input: z.object({}),
  output: z.object({
    anchor: z.string().nullable().describe('Null: nothing is sealed yet'),
    at: z.iso.datetime().nullable(),
    blocks: z.int(),
    entries: z.int(),
    waiting: z.int().describe('Not sealed yet, at most 10,000'),
  }),
})

/**
 * Hashes a part of the log anew and compares it with the chain. Ask again with `after` as answered until it is done;
 * the anchor is compared at the end.
 */
export const verifyAudit = defineQuery({
  name: 'audit.verify',
  path: '/audit/verify',
  needs: 'audit:read',
  input: z.object({
    after: z.coerce
      .number()
      .int()
      .min(0)
      .max(2_147_483_647)
      .default(0)
      .describe('The last block found whole'),
    anchor: anchorText.optional().describe('A seal written down before'),
  }),
  output: z.object({
    block: z.int().describe('The last block looked at'),
    entries: z.int(),
    isDone: z.boolean(),
    broken: z
      .object({
        block: z.int(),
        what: z.enum(flaws),
        from: z.iso.datetime().nullable(),
        until: z.iso.datetime().nullable(),
      })
      .nullable(),
  }),
})

const accessKinds = ['record', 'file', 'search'] as const

const access = z.object({
  id: z.string(),
  user: z.uuid(),
  kind: z.enum(accessKinds),
  entity: z.string(),
  record: z.uuid().nullable(),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  count: z.int().describe('Within the hour'),
  words: z.array(z.string()).describe('What was looked for'),
})
export type Access = z.output<typeof access>

/** Who looked at what, newest first: records opened, files fetched, searches made; by the hour. */
export const accessLog = defineQuery({
  name: 'audit.access',
  path: '/audit/access',
  needs: 'audit:read',
  input: z.object({
    user: z.uuid().optional(),
    record: z.uuid().optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(access), titles, nextCursor: z.string().nullable() }),
})

const settings = z.object({
  accessDays: z
    .int()
    .min(1)
    .max(3650)
    .describe('Days it is kept who looked at what and from where people signed in'),
  binDays: z
    .int()
    .min(1)
    .max(3650)
    .nullable()
    .describe('Days after which the recycle bin empties itself; null: never'),
})

export const auditSettings = defineQuery({
  name: 'audit.settings',
  path: '/audit/settings',
  needs: 'audit:read',
  input: z.object({}),
  output: settings,
})

export const configureAudit = defineCommand({
  name: 'audit.configure',
  needs: 'audit:update',
  input: settings.partial().strict(),
  output: settings,
})

const binned = z.object({
  id: z.uuid().describe('Of the event that tells of it'),
  entity: z.string(),
  record: z.uuid(),
  title: z.string(),
  at: z.iso.datetime(),
  actor: z.uuid().nullable(),
  event: z.uuid().describe('The act by which it was deleted'),
})
export type Binned = z.output<typeof binned>

/** What is in the recycle bin and the caller may bring back, the latest first. */
export const listBin = defineQuery({
  name: 'bin.list',
  path: '/bin',
  needs: null,
  input: z.object({
    entity: z.string().max(40).optional(),
    q: z.string().trim().max(200).optional().describe('A part of what it is called'),
    actor: z.uuid().optional().describe('Who deleted it'),
    from: moment.optional(),
    until: moment.optional(),
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({
    items: z.array(binned),
    titles,
    kinds: z.array(z.string()).describe('Kinds of records the caller may bring back'),
    nextCursor: z.string().nullable(),
  }),
})

/** Records of the bin named at a time. */
const mostBinned = 200
/** Records brought back with the act that deleted them. */
export const mostOfAct = 1000

const items = z
  .array(z.strictObject({ entity: z.string().max(40), id: z.uuid() }))
  .min(1)
  .max(mostBinned)

const outcome = z.object({
  done: z.int(),
  failed: z.array(z.object({ id: z.uuid(), code: z.string(), params: z.record(z.string(), z.unknown()) })),
  event: z.uuid(),
})

/** Brings records back; those that cannot come back are named with the reason and stay. */
export const restoreFromBin = defineCommand({
  name: 'bin.restore',
  mayTakeLong: true,
  needs: null,
  input: z.strictObject({ items }),
  output: outcome,
})

/** Brings back everything one act deleted, as far as the caller may. */
export const restoreAct = defineCommand({
  name: 'bin.restoreAct',
  mayTakeLong: true,
  needs: null,
  input: z.strictObject({ event: z.uuid() }),
  output: outcome,
})

/** Removes records from the bin for good, with what they and their history say. There is no undo. */
export const eraseFromBin = defineCommand({
  name: 'bin.erase',
  mayTakeLong: true,
  needs: 'audit:delete',
  input: z.strictObject({ items }),
  output: outcome,
})
