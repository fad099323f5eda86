import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { csv, type GivenSettings, importing } from '../../../../tests/helpers/imports.ts'
import { startTestApp, type TestApp } from '../../../../tests/helpers/test-app.ts'
import type { JobContext } from '../../../server/registry.ts'
import { installOf } from '../../../server/services.ts'
import type { Ahead } from './import-pass.ts'
import { runImportJob } from './run-import.job.ts'

let app: TestApp
let imports: ReturnType<typeof importing>
beforeAll(async () => {
  // Without jobs of its own: the tests are the workers.
  app = await startTestApp()
  imports = importing(app)
})
afterAll(() => app.close())
beforeEach(() => app.rows('delete from contacts'))

/** Does the job of an import as a worker does; `decided` is told the first row of a batch decided about ahead. */
function work(id: string, decided: (row: number) => void = () => {}): Promise<void> {
  const ctx: JobContext = {
    workspaceId: app.workspace.id,
    install: installOf(app.services),
    act: (actor, task) => app.act(task, actor ?? undefined),
    signal: new AbortController().signal,
    keepIndexes: async () => {},
    async snapshot(actor, read) {
      const found = await app.act(read, actor ?? undefined)
      const ahead = found as Ahead | null
      if (ahead) decided(ahead.ground.plan.rows[0]!.number)
      return found
    },
    progressed: async () => {},
  }
  return runImportJob.run({ payload: { id, enqueuedBy: app.admin.userId }, ctx })
}

async function started(content: string, given: GivenSettings): Promise<string> {
  const id = await imports.begin(content, given)
  await imports.verb('run', { id })
  return id
}

interface Row {
  name: string
  phone: string
  email: string
  city: string
}

const columns = { Name: 'name', Phone: 'phone', Email: 'email', City: 'city' }
const fileOf = (rows: readonly Row[]) =>
  csv([Object.keys(columns), ...rows.map(({ name, phone, email, city }) => [name, phone, email, city])])

/** What a file comes to, one row after the other. */
function comesTo(rows: readonly Row[], onDuplicate: 'updateEmpty' | 'overwrite') {
  const people: Row[] = []
  const counts = { created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 }
  const holder = (key: 'phone' | 'email', row: Row) =>
    row[key] === '' ? undefined : people.find((person) => person[key] === row[key])
  for (const row of rows) {
    const known = holder('phone', row) ?? holder('email', row)
    if (!known) {
      people.push({ ...row })
      counts.created++
      continue
    }
    const names = (Object.keys(row) as (keyof Row)[]).filter(
      (name) =>
        row[name] !== '' && row[name] !== known[name] && (known[name] === '' || onDuplicate === 'overwrite'),
    )
    for (const name of names) known[name] = row[name]
    counts[names.length > 0 ? 'updated' : 'unchanged']++
  }
  return { people, counts }
}

/** Mostly new people; now and then one of the rows before, by number or by address, from near or far above. */
function madeRows(count: number, seed: number): Row[] {
  const [dice] = fc.sample(fc.array(fc.nat(999), { minLength: 3 * count, maxLength: 3 * count }), {
    numRuns: 1,
    seed,
  })
  const rows: Row[] = []
  for (let n = 0; n < count; n++) {
    const [kind, distance, city] = dice!.slice(3 * n, 3 * n + 3) as [number, number, number]
    // Whole batches without anybody who is there stand between others.
    const isCalm = n >= 2100 && n < 6100
    const other = rows[n - 1 - Math.min(n - 1, kind % 2 === 0 ? distance % 60 : distance * 3)]
    const fresh = {
      name: `Person ${n}`,
      phone: `+7${9_300_000_000 + n}`,
      email: `p${n}@example.com`,
      city: '',
    }
    const isNew = isCalm || !other || kind > 20
    rows.push({
      ...fresh,
      ...(isNew ? {} : kind % 3 === 0 ? { phone: other.phone } : { phone: '', email: other.email }),
      ...(kind % 5 === 0 ? { email: isNew ? '' : fresh.email } : {}),
      city: city < 500 ? '' : `City ${city % 7}`,
    })
  }
  return rows
}

describe('batches that are decided about ahead', () => {
  it.each([
    { onDuplicate: 'updateEmpty' as const, seed: 1 },
    { onDuplicate: 'overwrite' as const, seed: 2 },
  ])('come to what one row after the other comes to: $onDuplicate', async ({ onDuplicate, seed }) => {
    const rows = madeRows(8500, seed)
    const ahead: number[] = []
    const id = await started(fileOf(rows), {
      entity: 'contact',
      columns,
      match: ['phone', 'email'],
      onDuplicate,
    })
    await work(id, (row) => ahead.push(row))
    const { people, counts } = comesTo(rows, onDuplicate)
    expect(await imports.state(id)).toMatchObject({ status: 'done', position: rows.length + 1, counts })
    const found = await app.rows(
      `select name, coalesce(phone, '') as phone, coalesce(email, '') as email, coalesce(city, '') as city
       from contacts order by created_at, id`,
    )
    expect(found).toEqual(people)
    // The third and the fourth, in which nobody is told of twice.
    expect(ahead).toEqual(expect.arrayContaining([2102, 4102]))
  })

  it('are decided about anew when something of the batch before is refused', async () => {
    const other = await app.signIn('sales_manager')
    const owners = [app.admin.userId, other.userId]
    const rows = Array.from({ length: 4300 }, (_, n) => [`Person ${n}`, `+7${9_400_000_000 + n}`])
    const id = await started(csv([['Name', 'Phone'], ...rows]), {
      entity: 'contact',
      columns: { Name: 'name', Phone: 'phone' },
      onDuplicate: 'create',
      owner: { mode: 'roundRobin', users: owners },
    })
    await app.rows('create unique index taken_phones on contacts (phone)')
    const { db } = (await app.services.workspaces.find(app.workspace.id))!
    let go = () => {}
    const isAhead = new Promise<void>((resolve) => {
      go = resolve
    })
    try {
      // Somebody takes the number of a row of the second batch, and lets go when the third has been decided about.
      const rival = db.transaction().execute(async (tx) => {
        await sql`insert into contacts (id, name, phone, created_at, updated_at)
          values (gen_random_uuid(), 'Rival', '+79400001500', now(), now())`.execute(tx)
        const working = work(id, (row) => {
          if (row === 2102) go()
        })
        await Promise.race([isAhead, working])
        return { working }
      })
      await (await rival).working
    } finally {
      await app.rows('drop index taken_phones')
    }
    expect(await imports.state(id)).toMatchObject({ status: 'done', counts: { created: 4299, failed: 1 } })
    const found = await app.rows<{ owner_id: string }>(
      `select name, owner_id from contacts where name like 'Person%' order by substr(name, 8)::int`,
    )
    expect(found).toEqual(
      rows.filter(([name]) => name !== 'Person 1500').map(([name], n) => ({ name, owner_id: owners[n % 2] })),
    )
  })

  it('stand behind what is there: a batch that failed is begun again, and the one ahead with it', async () => {
    const rows = Array.from({ length: 4300 }, (_, n) => [`Person ${n}`, `+7${9_500_000_000 + n}`])
    const given: GivenSettings = {
      entity: 'contact',
      columns: { Name: 'name', Phone: 'phone' },
      match: ['phone'],
    }
    const id = await started(csv([['Name', 'Phone'], ...rows]), given)
    const { db } = (await app.services.workspaces.find(app.workspace.id))!
    // Holds the second batch up for longer than anybody waits for a lock, so that it fails as a whole.
    await app.rows('create unique index taken_phones on contacts (phone)')
    try {
      await db.transaction().execute(async (tx) => {
        await sql`insert into contacts (id, name, phone, created_at, updated_at)
          values (gen_random_uuid(), 'Rival', '+79500001500', now(), now())`.execute(tx)
        await expect(work(id)).rejects.toThrow('record.busy')
      })
    } finally {
      await app.rows('drop index taken_phones')
    }
    expect(await imports.state(id)).toMatchObject({
      status: 'running',
      position: 101,
      counts: { created: 100 },
    })
    expect(await app.rows(`select 1 from contacts where name like 'Person%'`)).toHaveLength(100)
    await work(id)
    // The number that somebody has taken meanwhile is recognised.
    expect(await imports.state(id)).toMatchObject({
      status: 'done',
      position: 4301,
      counts: { created: 4299, updated: 1 },
    })
  })
})
