import type { z } from 'zod'
import { limitsOf } from '../../../kernel/access/field-rights.ts'
import { scopeOf } from '../../../kernel/access/rights.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { Failure, fail } from '../../../kernel/errors/errors.ts'
import { findActor } from '../../../server/auth/actors.queries.ts'
import type { Ctx } from '../../../server/context.ts'
import { type Reach, reachOn } from '../../../server/records/access.ts'
import { inWorkspace } from '../../../server/records/custom-model.ts'
import { actingAs } from '../../../server/records/known-registry.ts'
import { getRecord } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { titlesOf } from '../../../server/records/titles.ts'
import { answer } from '../../../server/registry.ts'
import { user } from '../../people/index.ts'
import { type ExplainedAction, explainAccess, type ReasonCode } from '../oversight.questions.ts'
import { type Place, placeOf } from './explain-access.queries.ts'

type Verdicts = z.input<typeof explainAccess.output>['verdicts']
type Verdict = Verdicts['read']

/**
 * Answers GET /access-explanation. What is allowed is found out by asking as that person: the record is read with his
 * rights, and `reachOn`, by which changes are refused, is asked of it. The reasons tell how it came about.
 */
export const explainAnswer = answer(explainAccess, async (ctx, { person: id, entity: name, record }) => {
  const entity = ctx.registry.catalog.find(name) ?? fail('record.not-found', { entity: name })
  const place = await placeOf(ctx, entity, record)
  const { titles, ...person } = await getRecord(ctx, user, id)
  const actor = await findActor(ctx.tx, ctx.workspace.schema, id, 'session')
  const his = actor && actingAs(ctx, actor)
  const owners = place.owner ? await titlesOf(ctx, 'user', [place.owner]) : {}
  return {
    person: { id, name: String(person.name) },
    role: titles[person.role as string] ?? null,
    team: titles[person.team as string] ?? null,
    record: { entity: name, id: record, title: place.title },
    owner: place.owner ? { id: place.owner, name: owners[place.owner] ?? '' } : null,
    verdicts: his
      ? await verdictsOn(his, inWorkspace(his, entity), record, place)
      : allOf(refused('no', 'person.off')),
    fields: his ? (limitsOf([inWorkspace(his, entity)])[name] ?? {}) : {},
  }
})

async function verdictsOn(his: Ctx, entity: Entity, id: string, place: Place): Promise<Verdicts> {
  if (place.isInBin) return allOf(refused('no', 'record.in-bin'))
  const seen = await seenBy(his, entity, id)
  const read = readingOf(his, entity, seen, place)
  const change = (action: ExplainedAction) =>
    seen ? changeOf(his, entity, action, seen) : refused(scopeIn(his, entity, action), 'read.not')
  return { read, update: change('update'), delete: change('delete') }
}

/** The record as the person gets it; null when it is as if it did not exist. */
async function seenBy(his: Ctx, entity: Entity, id: string): Promise<StoredRecord | null> {
  try {
    return await getRecord(his, entity, id)
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}

function readingOf(his: Ctx, entity: Entity, seen: StoredRecord | null, place: Place): Verdict {
  const scope = scopeIn(his, entity, 'read')
  if (scope === 'no') return refused(scope, 'role.no')
  if (his.registry.visibility.has(entity.name))
    return { isAllowed: seen !== null, scope, reasons: [`role.${scope}`, 'kind.rule'] }
  if (seen) return changeOf(his, entity, 'read', seen)
  return refused(scope, `role.${scope}`, place.owner ? 'owner.other' : 'owner.none')
}

function changeOf(his: Ctx, entity: Entity, action: ExplainedAction, record: StoredRecord): Verdict {
  const scope = scopeIn(his, entity, action)
  const reach = reachOn(his, entity, action, record)
  const said: ReasonCode[] = [`role.${scope}`]
  if (scope !== 'no' && scope !== 'all') said.push(reach ? reasonOf(reach) : beyond(entity, record))
  return { isAllowed: reach !== null, scope, reasons: said }
}

function reasonOf(reach: Reach): ReasonCode {
  const said: Record<Reach, ReasonCode> = {
    all: 'kind.unowned',
    owner: 'owner.self',
    ownerTeam: 'owner.team',
    step: 'step.self',
    stepTeam: 'step.team',
  }
  return said[reach]
}

const beyond = ({ ownerField }: Entity, record: StoredRecord): ReasonCode =>
  ownerField && record[ownerField] ? 'owner.other' : 'owner.none'

const scopeIn = ({ actor }: Ctx, { rightsObject }: Entity, action: ExplainedAction) =>
  scopeOf(actor, rightsObject, action)

const refused = (scope: Verdict['scope'], ...reasons: ReasonCode[]): Verdict => ({
  isAllowed: false,
  scope,
  reasons,
})

const allOf = (one: Verdict): Verdicts => ({ read: one, update: one, delete: one })
