import { z } from 'zod'
import { scopes } from '../../kernel/access/rights.ts'
import { defineQuery } from '../../kernel/commands/command.ts'

/** What one may want to do with a record. */
export const explainedActions = ['read', 'update', 'delete'] as const
export type ExplainedAction = (typeof explainedActions)[number]

/** Why somebody may or may not do something, worded where it is read. */
export const reasons = [
  /** He is switched off or has no role. */
  'person.off',
  /** It lies in the recycle bin, where it is only restored. */
  'record.in-bin',
  /** He may not even read it. */
  'read.not',
  'role.no',
  'role.own',
  'role.team',
  'role.all',
  /** Records of this kind have no owners: whoever may at all may with all of them. */
  'kind.unowned',
  /** Seen by whoever sees what it belongs to. */
  'kind.rule',
  'owner.self',
  'owner.team',
  'owner.other',
  'owner.none',
  'step.self',
  'step.team',
] as const
export type ReasonCode = (typeof reasons)[number]

const verdict = z.object({
  isAllowed: z.boolean(),
  scope: z.enum(scopes).describe('How far the role reaches'),
  reasons: z.array(z.enum(reasons)).describe('Step by step, the deciding one last'),
})

/** Why a person may or may not read, change and delete a record. The asker must see the record himself. */
export const explainAccess = defineQuery({
  name: 'access.explain',
  path: '/access-explanation',
  needs: 'settings:update',
  input: z.object({ person: z.uuid(), entity: z.string().max(60), record: z.uuid() }),
  output: z.object({
    person: z.object({ id: z.uuid(), name: z.string() }),
    role: z.string().nullable(),
    team: z.string().nullable(),
    record: z.object({ entity: z.string(), id: z.uuid(), title: z.string() }),
    owner: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    verdicts: z.object({ read: verdict, update: verdict, delete: verdict }),
    fields: z.record(z.string(), z.enum(['read', 'masked', 'hidden'])).describe('Fields he is limited in'),
  }),
})
