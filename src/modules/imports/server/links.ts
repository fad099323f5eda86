import { uuidv7 } from 'uuidv7'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { foldText } from '../../../kernel/queries/fold-text.ts'
import type { Draft, Values } from '../../../server/registry.ts'
import { basisValues } from '../people-basis.ts'
import { readStatus } from '../read-status.ts'
import { linkedKinds } from '../targets.ts'
import type { ImportRun } from './import-run.ts'
import { followList } from './lists.ts'
import type { Ground, PlannedRow } from './plan-batch.ts'
import { problemOf } from './problems.ts'
import { keepsText, type NamedRef, type ReadRow } from './read-row.ts'
import type { Known } from './recognise.ts'
import type { Found, Sought } from './refs.ts'
import type { NamedFind, Way, Ways } from './ways.ts'

/** What the names in a row lead to. */
export interface Links {
  /** Ids by field, and the status where a stage's name is that of a status. */
  values: Values
  /** Fields whose record has to be made: calling it makes the record for an owner and returns its id, or the ids where a field has several. */
  toMake: Map<string, (values: Values) => string | string[]>
  /** Lines for the description. */
  kept: string[]
}

/** A row on its way, with what has been found so far. */
interface Search {
  ground: Ground
  row: ReadRow
  planned: PlannedRow
  links: Links
}

/** Resolves the names in a row; what is not found becomes a problem, a line of the description or a record to make. */
export function linksOf(ground: Ground, row: ReadRow, planned: PlannedRow): Links {
  const links: Links = { values: {}, toMake: new Map(), kept: row.kept }
  const search: Search = { ground, row, planned, links }
  // The pipeline tells where to look for the stage, the stage may tell the status, the status who may be the owner.
  const first = ['pipeline', 'stage']
  for (const name of first) for (const ref of row.refs) if (ref.field === name) followWay(search, ref)
  for (const ref of row.refs) if (!first.includes(ref.field)) follow(search, ref)
  for (const list of row.lists) followList(ground, list, planned, links)
  return links
}

function followWay(search: Search, ref: NamedRef): void {
  const { ways } = search.ground
  if (!ways) return
  if (ref.field === 'pipeline') {
    const found = ways.pipeline(ref.text)
    if (found) accept(search, ref, found)
    else missing(search, ref, search.ground.run.settings.onInvalid === 'refuse')
    return
  }
  const way = ways.of(search.links.values)
  const found = ways.stage(way, ref.text)
  // A stage called "Won" is no stage but the end of the way.
  const status = found ? null : readStatus(ref.text)
  if (found) accept(search, ref, found)
  else if (status && status !== 'open') search.links.values.status = search.row.values.status ?? status
  else if (search.ground.run.makes('stage') && ref.text.length <= 80) makeStage(search, ways, way, ref)
  else missing(search, ref, true)
}

function makeStage({ ground, links }: Search, ways: Ways, way: Way, { field, text }: NamedRef): void {
  links.toMake.set(field, () => {
    const known = ways.stage(way, text)
    if (known) return known.id
    const draft = ways.addStage(way, text)
    toMakeList(ground, 'stage').push(draft)
    return draft.id
  })
}

function accept({ planned, links }: Search, { field, text }: NamedRef, { id, loosely }: NamedFind): void {
  links.values[field] = id
  if (loosely)
    planned.problems.push(
      problemOf(field, 'value.matched-loosely', 'warning', { value: text, found: loosely }),
    )
}

function follow(search: Search, ref: NamedRef): void {
  const { ground, planned } = search
  const { run, recognised, ctx } = ground
  const target = ctx.registry.catalog.entity(run.entity.fields[ref.field]!.options.to)
  const isOwnKind = target.name === run.entity.name
  if (isOwnKind && foldText(ref.text) === foldText(String(search.row.values[target.title] ?? ''))) {
    planned.problems.push(problemOf(ref.field, 'value.itself', 'warning', { value: ref.text }))
    return
  }
  const found = isOwnKind ? ownOf(recognised.named(ref.text)) : run.refs.find(target, soughtBy(ref))
  if (ref.field === run.entity.ownerField) followOwner(search, ref, found)
  else if (found) {
    accept(search, ref, found)
    if (!isOwnKind) tellMore(search, target, ref, found)
  } else if (run.makes(target.name) && isName(target, ref)) makeRecord(search, target, ref)
  else missing(search, ref, run.settings.onInvalid === 'refuse')
}

/** What is remembered of other kinds by name would be out of date here: rows before this one may have renamed it. */
function ownOf(known: Known | null): Found | null {
  return known && { id: known.id, loosely: null, isActive: true, taxId: null }
}

/** An owner nobody knows, or who has been switched off, is replaced by the usual one; of what is closed anybody may be. */
function followOwner(search: Search, ref: NamedRef, found: Found | null): void {
  const { row, links, planned } = search
  const isClosed = ['won', 'lost'].includes(String(row.values.status ?? links.values.status))
  if (found && (found.isActive || isClosed)) {
    accept(search, ref, found)
    return
  }
  const error = found ? 'value.owner-inactive' : 'value.owner-unknown'
  planned.problems.push(problemOf(ref.field, error, 'warning', { value: ref.text }))
}

function missing(
  { ground, planned, links }: Search,
  { field, text, heading, lines }: NamedRef,
  isError: boolean,
): void {
  const { entity, settings } = ground.run
  planned.problems.push(problemOf(field, 'value.not-found', isError ? 'error' : 'warning', { value: text }))
  if (!isError && keepsText(entity, settings))
    links.kept = [...links.kept, ...(heading ? [`${heading}: ${text}`] : []), ...lines]
}

/** What a row knows of a record that is there already may fill what that record lacks. */
function tellMore({ ground, planned }: Search, target: Entity, { values }: NamedRef, { id }: Found): void {
  if (!linkedKinds(ground.run.entity).includes(target.name)) return
  planned.linked.push({ kind: target.name, isNew: false })
  const rule = ground.run.settings.onDuplicate
  if (rule !== 'skip' && rule !== 'create' && Object.keys(values).length > 0)
    planned.fills.push({ kind: target.name, id, values })
}

/** Whether a record may be called so: an id of another system is no name, nor is an address one of a company. */
function isName(entity: Entity, { text, values, heading }: NamedRef): boolean {
  if (heading === '' && Object.keys(values).length > 0) return true
  if (entity.name === 'company' && /^\S+@\S+$/.test(text)) return false
  if (entity.name === 'contact' && Object.keys(values).length > 0) return true
  const title = entity.fields[entity.title]!
  if (text.length > (title.options.max ?? 500)) return false
  const isNumber = /^\d{5,}$/.test(text)
  const isCode = /^(?=(?:[^\d]*\d){4})[\da-z]{12,}$/i.test(text) || /^[\da-f]{8}-[\da-f-]{27}$/i.test(text)
  return !isNumber && !isCode
}

function makeRecord({ ground, row, planned, links }: Search, target: Entity, ref: NamedRef): void {
  const { field, text } = ref
  const { run, ctx, recognised, plan } = ground
  links.toMake.set(field, (values) => {
    const isOwnKind = target.name === run.entity.name
    const known = isOwnKind ? recognised.named(text) : run.refs.find(target, soughtBy(ref))
    if (known) return known.id
    const draft: Draft = {
      id: uuidv7(),
      values: { ...basisOf(run, target), ...ref.values, [target.title]: text },
      extra: {},
    }
    if (target.ownerField && values.owner) draft.values[target.ownerField] = values.owner
    if (target.fields.company && values.company) draft.values.company = values.company
    if (isOwnKind) {
      draft.values.createdAt = ctx.now.toISOString()
      plan.placeholders.set(row.number, draft.id)
      plan.creates.push(draft)
      recognised.add(draft, true)
    } else {
      toMakeList(ground, target.name).push(draft)
      run.refs.add(target, knownBy(ref), text, draft.id)
      if (linkedKinds(run.entity).includes(target.name))
        planned.linked.push({ kind: target.name, isNew: true })
    }
    return draft.id
  })
}

/** What a new record is found by from now on: a text sought as a foreign id is no such id. */
function knownBy({ keys, values }: NamedRef): Sought {
  const own = keys.filter((key) => !key.startsWith('id:') || key === `id:${String(values.externalId)}`)
  return { keys: own, taxId: values.taxId }
}

export const soughtBy = ({ keys, values }: NamedRef): Sought => ({ keys, taxId: values.taxId })

/** A person made on the way comes with the basis of the import. */
function basisOf({ settings }: ImportRun, { fields }: Entity): Values {
  return fields.basis ? basisValues(settings) : {}
}

function toMakeList({ plan }: Ground, kind: string): Draft[] {
  const list = plan.made.get(kind) ?? []
  plan.made.set(kind, list)
  return list
}
