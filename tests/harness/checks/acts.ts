import type { Line, LineOf } from '../log.ts'
import type { World } from '../world.ts'
import type { Breach, Sql } from './breach.ts'

export interface Counts {
  sent: number
  acknowledged: number
  refused: number
  unknown: number
  /** Of the unknown, how many turned out to have been done. */
  unknownDone: number
  replayed: number
  byOperation: Record<string, number>
}

interface History {
  sent: LineOf<'sent'>
  acknowledged: LineOf<'acknowledged'> | null
  refused: boolean
  unanswered: number
  replays: LineOf<'replayed'>[]
  /** Acts in the database that are this operation's. */
  acts: Set<string>
  /** Its idempotency key is kept; it is written in the transaction of the effect. */
  isKept: boolean
}

/**
 * The verdict on every operation. Acknowledged ones are there, once, with everything they must have changed; refused
 * ones are not; the others are there once or not at all; and nothing is there that nobody asked for.
 */
export async function actBreaches(
  sql: Sql,
  world: World,
  lines: readonly Line[],
): Promise<{ counts: Counts; breaches: Breach[] }> {
  const histories = historiesOf(lines)
  const breaches: Breach[] = []
  await attribute(sql, histories)
  const events = await eventsByAct(sql)
  for (const [key, history] of histories) {
    const problem = problemOf(history, events)
    if (problem) breaches.push({ ...problem, key, detail: history.sent })
  }
  breaches.push(...(await invented(sql, world, histories)))
  return { counts: countsOf(histories), breaches }
}

function historiesOf(lines: readonly Line[]): Map<string, History> {
  const histories = new Map<string, History>()
  for (const line of lines)
    if (line.line === 'sent')
      histories.set(line.key, {
        sent: line,
        acknowledged: null,
        refused: false,
        unanswered: 0,
        replays: [],
        acts: new Set(),
        isKept: false,
      })
  for (const line of lines) {
    const history = histories.get(line.key)
    if (!history) continue
    if (line.line === 'acknowledged') history.acknowledged = line
    if (line.line === 'refused') history.refused = true
    if (line.line === 'unanswered') history.unanswered++
    if (line.line === 'replayed') history.replays.push(line)
  }
  return histories
}

/**
 * Finds the acts of each operation in three ways that do not rest on one another: the answer, the record of its
 * idempotency key, and its mark in what it wrote.
 */
async function attribute(sql: Sql, histories: Map<string, History>): Promise<void> {
  const claim = (key: string, act: string | null) => {
    if (act) histories.get(key)?.acts.add(act)
  }
  for (const [key, { acknowledged }] of histories) claim(key, acknowledged?.act ?? null)
  const stored = await sql.rows<{ key: string; act: string | null }>(
    `select key, body::jsonb ->> 'event' as act from idempotency_keys`,
  )
  for (const { key, act } of stored) {
    claim(key, act)
    const history = histories.get(key)
    if (history) history.isKept = true
  }
  const marked = await sql.rows<{ key: string; act: string }>(`
    select data ->> 'note' as key, act_id as act from events where kind = 'step.completed' and data ->> 'note' like 'op-%'
    union select data -> 'changes' -> 'description' ->> 1, act_id from events where data -> 'changes' -> 'description' ->> 1 like 'op-%'
    union select substring(d.title from '^Deal (op-.*)$'), e.act_id from deals d join events e on e.record_id = d.id and e.kind = 'deal.created' where d.title like 'Deal op-%'
    union select substring(l.name from '^Lead (op-.*)$'), e.act_id from leads l join events e on e.record_id = l.id and e.kind = 'lead.created' where l.name like 'Lead op-%'
    union select substring(c.name from '^Contact (op-.*)$'), e.act_id from contacts c join events e on e.record_id = c.id and e.kind = 'contact.created' where c.name like 'Contact op-%'
    union select substring(c.name from '^Batch (op-[^ ]*) '), e.act_id from contacts c join events e on e.record_id = c.id and e.kind = 'contact.created' where c.name like 'Batch op-%'
    union select k.key, e.act_id from idempotency_keys k join events e on e.kind = 'export.begun' and e.record_id::text = k.body::jsonb ->> 'id'
    union select regexp_replace(i.file_name, '\\.csv$', ''), e.act_id from imports i join events e on e.record_id = i.id and e.kind = 'import.created'`)
  for (const { key, act } of marked) claim(key, act)
  await claimUndone(sql, histories, claim)
}

/** What takes an act back is an act of its own, which names the other. */
async function claimUndone(
  sql: Sql,
  histories: Map<string, History>,
  claim: (key: string, act: string) => void,
): Promise<void> {
  const rows = await sql.rows<{ act: string; undone: string }>(
    `select distinct act_id as act, data ->> 'act' as undone from events where kind = 'act.undone'`,
  )
  const acts = new Map(rows.map(({ act, undone }) => [undone, act]))
  for (const [key, { sent }] of histories) {
    const act = sent.path === '/commands/records.undo' && acts.get((sent.body as { event: string }).event)
    if (act) claim(key, act)
  }
}

type Events = Map<string, Set<string>>

/** Events of each act as `kind record`. */
async function eventsByAct(sql: Sql): Promise<Events> {
  const rows = await sql.rows<{ act: string; events: string[] }>(
    `select act_id as act, array_agg(kind || ' ' || record_id) as events from events group by act_id`,
  )
  return new Map(rows.map(({ act, events }) => [act, new Set(events)]))
}

function problemOf(history: History, events: Events): Breach | null {
  const { acknowledged, refused, unanswered, acts, replays, sent } = history
  const done = [...acts].filter((act) => events.has(act))
  const different = replays.find(({ same }) => !same)
  if (different)
    return {
      check: 'replay',
      what: `${sent.operation} was answered otherwise when asked again`,
      detail: different,
    }
  if (done.length > 1) return { check: 'duplicated', what: `${sent.operation} was done ${done.length} times` }
  if (!acknowledged)
    return refused && unanswered === 0 && done.length > 0
      ? { check: 'refused-present', what: `${sent.operation} was refused and done all the same` }
      : null
  const { changed } = acknowledged
  // Some answers do not name it; then it is what the key or the mark has led to.
  const act = acknowledged.act ?? done[0]
  const missing = changed.filter(([kind, record]) => !(act && events.get(act)?.has(`${kind} ${record}`)))
  const lost = (what: string) => ({
    check: 'acknowledged-lost',
    what: `${sent.operation} was acknowledged, but ${what}`,
  })
  if (missing.length > 0) return lost(`${missing[0]!.join(' of ')} is not there`)
  return history.isKept || sent.path === '/imports' ? null : lost('its key is not kept')
}

/** What jobs tell of their end. */
const ended = ['export.finished', 'user.import-finished']

/**
 * Acts of the people of the run that no operation asked for. What jobs do in their name is judged by checks of its own:
 * the rows of an import, the batches of a mass change with what takes them back, the end of an export.
 */
async function invented(sql: Sql, world: World, histories: Map<string, History>): Promise<Breach[]> {
  const known = [...histories.values()].flatMap(({ acts }) => [...acts])
  const first = Math.min(...[...histories.values()].map(({ sent }) => sent.at))
  const people = [world.admin, world.head, ...world.managers].map(({ id }) => id)
  const rows = await sql.rows<{ act: string; kinds: string[] }>(
    `select act_id as act, array_agg(distinct kind) as kinds from events e
     where actor_id = any($1) and at >= $2 and not kind = any($4) and not act_id = any($3)
       and not exists (select 1 from import_acts a where a.act_id = e.act_id)
       and not exists (select 1 from events b where b.act_id = coalesce(e.data ->> 'act', e.act_id::text)::uuid
         and b.data #>> '{changes,description,1}' like 'bulk-op-%')
     group by act_id`,
    [people, new Date(first).toISOString(), known, ended],
  )
  return rows.map(({ act, kinds }) => ({
    check: 'invented',
    what: `nobody asked for act ${act}: ${kinds.join(', ')}`,
  }))
}

function countsOf(histories: Map<string, History>): Counts {
  const all = [...histories.values()]
  const acknowledged = all.filter((one) => one.acknowledged)
  const unknown = all.filter((one) => !one.acknowledged && !one.refused)
  const byOperation: Record<string, number> = {}
  for (const { sent } of acknowledged) byOperation[sent.operation] = (byOperation[sent.operation] ?? 0) + 1
  return {
    sent: all.length,
    acknowledged: acknowledged.length,
    refused: all.filter((one) => one.refused).length,
    unknown: unknown.length,
    unknownDone: unknown.filter(({ acts }) => acts.size > 0).length,
    replayed: all.reduce((sum, { replays }) => sum + replays.length, 0),
    byOperation,
  }
}
