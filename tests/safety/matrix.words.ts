import type { Role, Standing } from './world.ts'

export type Reach = 'all' | 'team' | 'own' | 'none' | 'no'

/** A place of a request that holds an id. */
export class Slot {
  readonly use: 'target' | 'link' | 'owner' | 'pick' | 'fixed'
  readonly kind: string

  constructor(use: Slot['use'], kind: string) {
    this.use = use
    this.kind = kind
  }
}

export const target = (kind: string) => new Slot('target', kind)
export const link = (kind: string) => new Slot('link', kind)
export const pick = (kind: string) => new Slot('pick', kind)
export const owner = () => new Slot('owner', 'user')
/** `the('user head')`: the record of a kind that is kept under this name. */
export const the = (name: string) => new Slot('fixed', name)

export interface Example {
  id?: Slot
  query?: Record<string, unknown>
  body?: unknown
  /** Content of a file that is sent. */
  file?: string
  /** Who alone sends it; everybody when not given. */
  askedBy?: string
}

/** Reads a table whose columns are parted by two spaces or more. */
export function readTable(text: string): Record<string, Record<Role, Reach>> {
  const [head = [], ...rows] = text
    .split('\n')
    .map((line) => line.trim().split(/\s{2,}/))
    .filter(([first]) => first)
  return Object.fromEntries(
    rows.map(([operation, ...cells]) => [
      operation,
      // The head names the four roles.
      Object.fromEntries(head.map((role, at) => [role, cells[at] as Reach])) as Record<Role, Reach>,
    ]),
  )
}

/** Whether a record of this standing is within a reach. What nobody owns is reached by whoever reaches anything. */
export function reaches(reach: Reach, standing: Standing): boolean {
  if (reach === 'no' || reach === 'none') return false
  if (standing === 'any' || standing === 'own') return true
  if (standing === 'team') return reach !== 'own'
  return (standing === 'other' || standing === 'nobody') && reach === 'all'
}

/** The places of an example that hold an id, named as those of the OpenAPI document are. */
export function slotsOf({ id, query, body }: Example): Map<string, Slot> {
  const found = new Map<string, Slot>()
  const walk = (value: unknown, at: string) => {
    if (value instanceof Slot) found.set(at, value)
    else if (Array.isArray(value)) for (const one of value) walk(one, `${at}[]`)
    else if (value && typeof value === 'object')
      for (const [name, one] of Object.entries(value)) walk(one, at ? `${at}.${name}` : name)
  }
  if (id) found.set('{id}', id)
  for (const [name, value] of Object.entries(query ?? {})) walk(value, `?${name}`)
  walk(body, '')
  return found
}

/** The value with every slot in it replaced. */
export function filled(value: unknown, idOf: (slot: Slot) => string | undefined): unknown {
  if (value instanceof Slot) return idOf(value)
  if (Array.isArray(value)) return value.map((one) => filled(one, idOf))
  if (!value || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one, idOf)]))
}

export const fieldColumns = ['edit', 'read', 'masked', 'hidden'] as const
export type FieldColumn = (typeof fieldColumns)[number]
export type FieldCell = 'whole' | 'masked' | 'nothing' | 'refused' | 'done' | '-'

/** Reads the table of fields: surface → level → what comes of it. */
export function readFieldTable(text: string): Record<string, Record<FieldColumn, FieldCell>> {
  // The columns are those of the levels, in their order.
  return readTable(text) as unknown as Record<string, Record<FieldColumn, FieldCell>>
}
