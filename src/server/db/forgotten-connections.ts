import type { Socket } from 'node:net'
import pg from 'pg'

/** What is looked at inside a client of `pg`; its types do not name these. */
interface Inside extends pg.ClientBase {
  processID: number | null
  /** False while an answer is awaited. */
  readyForQuery?: boolean
  connection: { stream: Socket }
}

/** How long nothing has come or gone on a connection. */
interface Silence {
  bytes: number
  since: number
}

/**
 * Options of a connection by which the server finds out as well, within a minute instead of two hours: until then a
 * connection without anybody at its other end takes a place and keeps its locks.
 */
export const serverNotices =
  '-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3'

const talkEvery = 2000
const lookEvery = 500
const suspectAfter = 2000

/**
 * Ends connections of a pool that a router or firewall has forgotten: no side hears of it, the system notices after a
 * quarter of an hour, and until then every request that gets such a connection hangs. They are told by asking the
 * server on a fresh connection: where we wait for it and it waits for us, nothing will ever come. A long statement
 * is at work there, and is left alone; so is everything while the server cannot be asked.
 */
export function endForgottenConnections(pool: pg.Pool, connectionString: string): void {
  const inUse = new Map<Inside, Silence>()
  const add = (client: pg.ClientBase) => {
    const inside = client as Inside
    inUse.set(inside, { bytes: bytesOf(inside), since: Date.now() })
  }
  const remove = (client: pg.ClientBase) => void inUse.delete(client as Inside)
  pool.on('acquire', add)
  pool.on('release', (_, client) => remove(client))
  pool.on('remove', remove)
  let isAsking = false
  const timer = setInterval(async () => {
    if (pool.ending) return clearInterval(timer)
    const suspects = [...inUse]
      .filter(([client, silence]) => isSilent(client, silence))
      .map(([client]) => client)
    if (isAsking || suspects.length === 0) return
    isAsking = true
    await endForgotten(suspects, connectionString, (client) => {
      const silence = inUse.get(client)
      // The answer may have come meanwhile, to a process that had been stopped.
      return silence !== undefined && isSilent(client, silence)
    }).catch(() => undefined)
    isAsking = false
  }, lookEvery).unref()
}

/**
 * Says something on a standing connection every two seconds, so that one that has been forgotten is noticed: it is
 * ended when two questions in a row stay without an answer. Its owner hears of that as of any other break.
 */
export function keepTalking(client: pg.Client): void {
  let unanswered = 0
  const timer = setInterval(() => {
    if (unanswered >= 2) return void (client as unknown as Inside).connection.stream.destroy()
    unanswered++
    client.query('select 1').then(
      () => {
        unanswered = 0
      },
      () => undefined,
    )
  }, talkEvery).unref()
  client.once('end', () => clearInterval(timer))
}

function isSilent(client: Inside, silence: Silence): boolean {
  const bytes = bytesOf(client)
  if (bytes !== silence.bytes) Object.assign(silence, { bytes, since: Date.now() })
  return client.readyForQuery === false && Date.now() - silence.since >= suspectAfter
}

function bytesOf({ connection: { stream } }: Inside): number {
  return stream.bytesRead + stream.bytesWritten
}

/**
 * Ends those of the suspects that the server does not work for, on both sides: left to itself the server would keep
 * their transactions open, and with them the locks and idempotency keys that everybody's next try waits for.
 */
async function endForgotten(
  suspects: readonly Inside[],
  connectionString: string,
  isStillSilent: (client: Inside) => boolean,
): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2000, query_timeout: 2000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ self: number; busy: number[] }>(
      `select pg_backend_pid() as self, array(
         select pid from pg_stat_activity
         where pid = any($1) and (state = 'active' or state_change > now() - interval '1 second')) as busy`,
      [suspects.map(({ processID }) => processID)],
    )
    const { self, busy } = rows[0]!
    // Behind a pooler numbers of processes mean nothing.
    if (self !== (client as unknown as Inside).processID) return
    const forgotten = suspects.filter(
      (one) => one.processID !== null && !busy.includes(one.processID) && isStillSilent(one),
    )
    for (const { connection } of forgotten) connection.stream.destroy()
    await client.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [
      forgotten.map(({ processID }) => processID),
    ])
  } finally {
    await client.end().catch(() => undefined)
  }
}
