import type { EntityCatalog } from '../entities/catalog.ts'
import type { Entity } from '../entities/entity.ts'
import type { Field } from '../fields/f.ts'
import { refuseFormula } from './formula-problem.ts'
import {
  type Aggregate,
  aggregates,
  type FunctionName,
  functions,
  type Kind,
  russianNames,
  type Signature,
} from './functions.ts'
import type { Syntax } from './parse-formula.ts'

/** A formula whose names are known and whose parts fit together. */
export type Formula =
  | { node: 'literal'; kind: Kind; value: number | string | boolean }
  | FieldNode
  | { node: 'call'; kind: Kind; fn: FunctionName; args: readonly Formula[] }
  | RollUp

/** The value of a field of the record, or of one it leads to through refs. */
export interface FieldNode {
  node: 'field'
  kind: Kind
  hops: readonly { name: string; from: Entity; to: Entity }[]
  name: string
  field: Field
}

/** What is told about the live records that hold this one in `by`, one or several; `value` and `where` are about them. */
export interface RollUp {
  node: 'rollUp'
  kind: Kind
  aggregate: Aggregate
  entity: Entity
  by: string
  value: Formula | null
  where: Formula | null
}

/** What names may mean. */
export interface Surroundings {
  catalog: Pick<EntityCatalog, 'find' | 'relation'>
  /** The field of an entity; undefined where it has none of that name. */
  field(entity: Entity, name: string): Field | undefined
}

/**
 * So many parts a formula may have, those of the formulas behind its fields among them, and so many of these may stand
 * behind one another: the statement grows with both.
 */
const most = { parts: 400, behind: 4, products: 16, hops: 2 }

/**
 * Finds out what a formula of an entity means. Throws a FormulaProblem where it means nothing.
 *
 * That products are few keeps every number within what the database can calculate with: fields and literals are below
 * 10^12, and so is what a formula gives.
 */
export function resolveFormula(syntax: Syntax, entity: Entity, around: Surroundings): Formula {
  const formula = resolve(syntax, entity, around)
  if (allParts(formula).length > most.parts) refuseFormula('too-large')
  if (levelsOf(formula) > most.behind) refuseFormula('too-large')
  if (productsOf(formula) > most.products) refuseFormula('too-large')
  return formula
}

/** The values of a field as formulas take them; null for a field they cannot use. */
export function kindOf({ type }: Field): Kind | null {
  return kinds[type.name] ?? null
}

const kinds: Record<string, Kind> = {
  text: 'text',
  longText: 'text',
  richText: 'text',
  email: 'text',
  phone: 'text',
  url: 'text',
  choice: 'text',
  integer: 'number',
  decimal: 'number',
  percent: 'number',
  rating: 'number',
  money: 'money',
  date: 'date',
  dateTime: 'moment',
  boolean: 'truth',
}

function resolve(syntax: Syntax, entity: Entity, around: Surroundings): Formula {
  switch (syntax.type) {
    case 'literal':
      return literal(syntax.value)
    case 'name':
      return resolveName(syntax.path, entity, around)
    case 'call':
      return resolveCall(syntax, entity, around)
  }
}

const largestLiteral = 1_000_000_000_000

function literal(value: number | string | boolean): Formula {
  if (typeof value === 'boolean') return { node: 'literal', kind: 'truth', value }
  if (typeof value === 'string') return { node: 'literal', kind: 'text', value }
  if (value > largestLiteral) refuseFormula('too-large')
  return { node: 'literal', kind: 'number', value: Number(value.toFixed(6)) }
}

function resolveName(path: string, from: Entity, around: Surroundings): FieldNode {
  const names = path.split('.')
  const name = names.pop()!
  if (names.length > most.hops) refuseFormula('unknown-field', { field: path })
  const hops: FieldNode['hops'][number][] = []
  let of = from
  for (const hop of names) {
    const field = around.field(of, hop) ?? refuseFormula('unknown-field', { field: path })
    const to = field.type.name === 'ref' ? around.catalog.find(field.options.to) : undefined
    if (!to) return refuseFormula('not-a-link', { field: hop })
    hops.push({ name: hop, from: of, to })
    of = to
  }
  const field = around.field(of, name) ?? refuseFormula('unknown-field', { field: path })
  const kind = kindOf(field) ?? refuseFormula('unusable-field', { field: path })
  return { node: 'field', kind, hops, name, field }
}

type Call = Extract<Syntax, { type: 'call' }>

function resolveCall(call: Call, entity: Entity, around: Surroundings): Formula {
  const name = canonical(call.name)
  const relation = isAggregate(name) ? relationOf(call.args[0], entity, around) : undefined
  if (isAggregate(name) && relation) return resolveRollUp(name, relation, call, around)
  if (!Object.hasOwn(functions, name))
    return isAggregate(name)
      ? refuseFormula('relation-wanted', { fn: call.name })
      : refuseFormula('unknown-function', { fn: call.name })
  const fn = name as FunctionName
  const args = call.args.map((one) => resolve(one, entity, around))
  return fitted(fn, args, call.name)
}

/** By its name in any case of letters and in either language. */
function canonical(name: string): string {
  const russian = russianNames[name.toLowerCase()]
  if (russian) return russian
  return (
    [...Object.keys(functions), ...aggregates].find((one) => one.toLowerCase() === name.toLowerCase()) ?? name
  )
}

const isAggregate = (name: string): name is Aggregate => (aggregates as readonly string[]).includes(name)

function relationOf(syntax: Syntax | undefined, entity: Entity, { catalog }: Surroundings) {
  return syntax?.type === 'name' ? catalog.relation(entity, syntax.path) : undefined
}

function resolveRollUp(
  aggregate: Aggregate,
  relation: { entity: Entity; field: string },
  { name, args }: Call,
  around: Surroundings,
): RollUp {
  const isCount = aggregate === 'count'
  const [value, where] = isCount ? [undefined, args[1]] : [args[1], args[2]]
  if (args.length > (isCount ? 2 : 3) || (!isCount && !value)) refuseFormula('wrong-count', { fn: name })
  const condition = where ? resolve(where, relation.entity, around) : null
  if (condition && condition.kind !== 'truth') refuseFormula('wrong-kind', { fn: name, kind: condition.kind })
  const told = value ? resolve(value, relation.entity, around) : null
  const allowed: readonly Kind[] = aggregate === 'sum' || aggregate === 'average' ? summed : ordered
  if (told && !allowed.includes(told.kind)) refuseFormula('wrong-kind', { fn: name, kind: told.kind })
  const kind = told?.kind ?? 'number'
  return {
    node: 'rollUp',
    kind,
    aggregate,
    entity: relation.entity,
    by: relation.field,
    value: told,
    where: condition,
  }
}

const summed: readonly Kind[] = ['number', 'money']
const ordered: readonly Kind[] = ['number', 'money', 'date', 'moment']

/** The function on arguments of the kinds it takes: as they are or, if that does not fit, as what they may stand for. */
function fitted(fn: FunctionName, args: Formula[], called: string): Formula {
  const signatures: readonly Signature[] = functions[fn]
  const rightCount = signatures.filter(({ takes, isOpen }) =>
    isOpen ? args.length >= takes.length : args.length === takes.length,
  )
  if (rightCount.length === 0) refuseFormula('wrong-count', { fn: called })
  for (const change of [(one: Formula) => one, standingFor])
    for (const signature of rightCount) {
      const found = applied(fn, signature, args, change)
      if (found) return found
    }
  const wantsLiteral = rightCount.some(({ takes }) =>
    takes.some((taken, index) => taken === 'literal' && args[index]?.node !== 'literal'),
  )
  if (wantsLiteral) refuseFormula('literal-wanted', { fn: called })
  return refuseFormula('wrong-kind', { fn: called, kind: args[0]?.kind })
}

function applied(
  fn: FunctionName,
  { takes, gives }: Signature,
  given: Formula[],
  change: (one: Formula, taken: Kind | undefined) => Formula,
): Formula | null {
  const takenAt = (index: number) => takes[Math.min(index, takes.length - 1)]!
  const sameKind = commonKind(given.filter((_, index) => takenAt(index) === 'same'))
  const args: Formula[] = []
  for (const [index, one] of given.entries()) {
    const taken = takenAt(index)
    if (taken === 'literal') {
      if (one.node !== 'literal' || !isCount(one.value)) return null
      args.push(one)
      continue
    }
    const wanted = taken === 'same' ? sameKind : taken === 'any' ? one.kind : taken
    const arg = change(one, wanted)
    if (arg.kind !== wanted) return null
    args.push(arg)
  }
  const kind = gives === 'same' ? sameKind : gives
  return kind ? { node: 'call', kind, fn, args } : null
}

/** The kind all may stand for: an amount among numbers is a number, a moment among dates a date. */
function commonKind(args: readonly Formula[]): Kind | undefined {
  const kinds = new Set(args.map(({ kind }) => kind))
  if (kinds.size <= 1) return [...kinds][0]
  if (kinds.size > 2) return undefined
  if (kinds.has('money') && kinds.has('number')) return 'number'
  const texts = args.filter(({ kind }) => kind === 'text')
  const areDays = texts.every((one) => one.node === 'literal' && isDay(one.value))
  if (texts.length > 0) return areDays && (kinds.has('date') || kinds.has('moment')) ? 'date' : undefined
  return kinds.has('moment') && kinds.has('date') ? 'date' : undefined
}

function standingFor(one: Formula, wanted: Kind | undefined): Formula {
  if (one.kind === 'money' && wanted === 'number')
    return { node: 'call', kind: 'number', fn: 'amount', args: [one] }
  if (one.kind === 'moment' && wanted === 'date')
    return { node: 'call', kind: 'date', fn: 'dateOf', args: [one] }
  // Days in quotes: "2026-12-31".
  if (one.node === 'literal' && wanted === 'date' && isDay(one.value)) return { ...one, kind: 'date' }
  return one
}

const isCount = (value: unknown) => typeof value === 'number' && Number.isInteger(value) && value <= 1000

const isDay = (value: unknown) =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\d$/.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(value).toISOString().startsWith(value)

function partsOf(formula: Formula): readonly Formula[] {
  if (formula.node === 'call') return formula.args
  if (formula.node === 'rollUp') return [formula.value, formula.where].filter((part) => part !== null)
  return []
}

/** How many formulas stand behind one another. */
function levelsOf(formula: Formula): number {
  const behind = formula.node === 'field' && formula.field.computed ? 1 + levelsOf(formula.field.computed) : 0
  return Math.max(behind, ...partsOf(formula).map(levelsOf))
}

/** Multiplications and divisions of the formula itself: what another formula gives is bounded again. */
function productsOf(formula: Formula): number {
  const own = formula.node === 'call' && (formula.fn === 'multiply' || formula.fn === 'divide') ? 1 : 0
  return own + partsOf(formula).reduce((sum, part) => sum + productsOf(part), 0)
}

/** Whether the formula is about the record alone and the same at all times: only then can an index hold it. */
export function isTimelessAndOwn(formula: Formula): boolean {
  return (
    isOwn(formula) && allParts(formula).every((part) => part.node !== 'call' || !changing.includes(part.fn))
  )
}

/** Whether the formula is about the record alone. */
export function isOwn(formula: Formula): boolean {
  return allParts(formula).every(
    (part) => part.node !== 'rollUp' && (part.node !== 'field' || part.hops.length === 0),
  )
}

/** Whether the formula, or one behind its fields, reads this field of the record itself. */
export function readsField(formula: Formula, name: string): boolean {
  return allParts(formula).some(
    (part) => part.node === 'field' && part.hops.length === 0 && part.name === name,
  )
}

/** A formula with all its parts, those of the formulas behind its fields among them. */
function allParts(formula: Formula): Formula[] {
  const behind = formula.node === 'field' && formula.field.computed ? [formula.field.computed] : []
  return [formula, ...[...partsOf(formula), ...behind].flatMap(allParts)]
}

/** What depends on the day, on where the company is or on the settings of the server. */
const changing: readonly FunctionName[] = ['today', 'dateOf', 'text']
