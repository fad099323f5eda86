import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import type { Services } from '../services.ts'

/** Something a person looked at. */
export interface Looked {
  kind: 'record' | 'file' | 'search'
  entity: string
  /** Of a search: none. */
  record: string | null
  words?: string
}

/** Who looked at what. Noted in memory and written a moment later: whoever reads waits for nothing. */
export interface AccessLog {
  note(by: Pick<Ctx, 'workspace' | 'actor' | 'now'>, looked: Looked): void
  /** Does something beside the answer of a request, one after another; what fails is told to the log of the process. */
  later(work: () => Promise<void>): void
  /** Writes what is noted, and waits for what is done beside. */
  flush(): Promise<void>
  /** Writes what is noted for the last time. */
  stop(): Promise<void>
}

interface Line {
  workspace: string
  record: string
  user: string
  kind: Looked['kind']
  hour: string
  entity: string
  first: string
  last: string
  count: number
  words: string[]
}

/** A process that is killed loses so much at most, in milliseconds. */
const writeEvery = 2000
/** Lines held at most; beyond, new ones are lost, and the log of the process says how many. */
const mostHeld = 20_000
const mostWords = 20
const nothing = '00000000-0000-0000-0000-000000000000'

/** Keeps the log of one process; lines of one person, record and hour are one. */
export function createAccessLog({ workspaces, log }: Pick<Services, 'workspaces' | 'log'>): AccessLog {
  let held = new Map<string, Line>()
  let lost = 0
  let writing: Promise<void> = Promise.resolve()

  const write = async () => {
    const lines = [...held.values()]
    held = new Map()
    if (lost > 0) log.warn({ lost }, 'access log: more was looked at than could be written down')
    lost = 0
    for (const id of new Set(lines.map(({ workspace }) => workspace))) {
      const found = await workspaces.find(id)
      const own = lines.filter(({ workspace }) => workspace === id)
      await found?.db.transaction().execute((tx) => writeLines(tx, own))
    }
  }
  const later = (work: () => Promise<void>) => {
    writing = writing.then(work).catch((err) => log.warn({ err }, 'access log: could not be written'))
    return writing
  }
  const flush = () => later(write)
  const timer = setInterval(() => held.size > 0 && void flush(), writeEvery)
  timer.unref()

  return {
    note({ workspace, actor, now }, looked) {
      if (actor.via === 'system') return
      const line = lineOf(workspace.id, actor.userId, now, looked)
      const key = [line.workspace, line.record, line.user, line.kind, line.hour].join(' ')
      const known = held.get(key)
      if (known) join(known, line)
      else if (held.size < mostHeld) held.set(key, line)
      else lost++
    },
    later: (work) => void later(work),
    flush,
    stop() {
      clearInterval(timer)
      return flush()
    },
  }
}

function lineOf(workspace: string, user: string, now: Date, { kind, entity, record, words }: Looked): Line {
  const at = now.toISOString()
  return {
    workspace,
    record: record ?? nothing,
    user,
    kind,
    hour: `${at.slice(0, 13)}:00:00.000Z`,
    entity,
    first: at,
    last: at,
    count: 1,
    words: words ? [words] : [],
  }
}

/** What is searched as it is typed is one search: a beginning gives way to what it became. */
function join(known: Line, { last, words }: Line): void {
  known.count++
  known.last = last
  for (const word of words) {
    const others = known.words.filter((one) => !word.startsWith(one))
    if (!others.some((one) => one.startsWith(word))) others.push(word)
    known.words = others.slice(-mostWords)
  }
}

async function writeLines(tx: Ctx['tx'], lines: readonly Line[]): Promise<void> {
  await sql`
    insert into access_log as a (record_id, user_id, kind, hour, entity, first_at, last_at, count, words)
    select l.record, l."user", l.kind, l.hour, l.entity, l.first, l.last, l.count,
      (select array_agg(w) from jsonb_array_elements_text(l.words) w)
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l (record uuid, "user" uuid, kind text, hour timestamptz,
      entity text, first timestamptz, last timestamptz, count integer, words jsonb)
    order by 1, 2, 3, 4
    on conflict (record_id, user_id, kind, hour) do update set
      first_at = least(a.first_at, excluded.first_at), last_at = greatest(a.last_at, excluded.last_at),
      count = a.count + excluded.count,
      words = (select array_agg(distinct w) from (
        select w from unnest(a.words || excluded.words) w
        where not exists (
          select from unnest(a.words || excluded.words) longer where longer <> w and starts_with(longer, w))
        limit ${mostWords * 5}) kept)`.execute(tx)
}
