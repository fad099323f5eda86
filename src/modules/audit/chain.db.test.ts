import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { sealBreaches } from '../../../tests/harness/checks/seals.ts'
import { startTestApp, type TestApp } from '../../../tests/helpers/test-app.ts'
import type { Tx } from '../../server/db/database.ts'
import { readAnchor } from './audit.commands.ts'
import { insertBlock, lastBlock, nextEnd } from './server/chain.queries.ts'
import { sealAll, verifyChain } from './server/index.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await old()
  await sealed()
  for (let round = 0; round < 3; round++) {
    for (let n = 0; n < 4; n++) {
      const { item } = (
        await app.admin.post('/contacts', { name: `Person ${round}.${n}`, phone: '+79030000001' })
      ).body
      await app.admin.patch(`/contacts/${item.id}`, { version: 1, changes: { city: 'Perm' } })
    }
    await sealed()
  }
})
afterAll(() => app.close())

/** Events as they were written before they had a transaction and a salt. */
async function old() {
  for (let n = 0; n < 3; n++)
    await app.rows(
      `insert into events (id, act_id, at, kind, entity, record_id, data, xid, salt)
       values ($1, $2, now(), 'contact.created', 'contact', $2, '{"old": 1}', null, null)`,
      [uuidv7(), uuidv7()],
    )
}

/** Seals all there is, as soon as no transaction of another test holds it back. */
async function sealed() {
  await vi.waitFor(
    async () => {
      await sealAll(app.services, { atOnce: true })
      if ((await seal()).waiting > 0) throw new Error('not all is sealed')
    },
    { timeout: 30_000, interval: 50 },
  )
}
const seal = async () => (await app.admin.get('/audit/seal')).body
const verify = async (anchor?: string) =>
  (await app.admin.get(`/audit/verify${anchor ? `?anchor=${encodeURIComponent(anchor)}` : ''}`)).body

class TakenBack extends Error {}

/** What the chain says when the tables have been changed by whoever may change everything; then it is as before. */
async function tampered(work: (tx: Tx) => Promise<unknown>, anchor?: string) {
  const found = await app.services.workspaces.find(app.workspace.id)
  let verdict: Awaited<ReturnType<typeof verifyChain>> | undefined
  await found!.db
    .transaction()
    .execute(async (tx) => {
      // The owner of the tables may do it once he has given himself the right.
      await sql`grant all on audit_blocks, events to current_user`.execute(tx)
      await work(tx)
      verdict = await verifyChain(tx, 0, anchor ? readAnchor(anchor) : null)
      throw new TakenBack()
    })
    .catch((error) => {
      if (!(error instanceof TakenBack)) throw error
    })
  return verdict!.broken
}

interface Kept {
  id: string
  block: number
  isLast: boolean
}

/** The sealed events in the order of the chain, each with its block. */
async function keptEvents(): Promise<Kept[]> {
  return app.rows<Kept>(`
    select e.id, b.n as block, e.id = b.last_id as "isLast" from events e join lateral (
      select n, last_id from audit_blocks b
      where case when e.xid is null then b.last_xid is null and b.last_id >= e.id
        else b.last_xid is not null and (b.last_xid, b.last_id) >= (e.xid, e.id) end
      order by n limit 1) b on true
    order by b.n, e.xid nulls first, e.id`)
}

describe('the chain', () => {
  it('holds what has happened since the beginning, and is found whole', async () => {
    const { blocks, entries, waiting, anchor } = await seal()
    expect(blocks).toBeGreaterThanOrEqual(5)
    expect(waiting).toBe(0)
    const [{ count } = { count: 0 }] = await app.rows<{ count: number }>(
      'select count(*)::int as count from events',
    )
    expect(entries).toBe(count)
    expect(await verify(anchor)).toEqual({ block: blocks, entries, isDone: true, broken: null })
  })

  it('is computed as the decision says: anybody can do it without Onward', async () => {
    const blocks = await app.rows<{
      n: number
      root: Buffer
      previous: Buffer
      hash: Buffer
      members: string
    }>(`
      select n, root, previous, hash, jsonb_build_array(n, count, last_xid::text, last_id, encode(root, 'hex'),
        encode(previous, 'hex'), (extract(epoch from at) * 1000000)::bigint)::text as members
      from audit_blocks order by n`)
    const events = await app.rows<
      Record<
        | 'id'
        | 'act_id'
        | 'actor_id'
        | 'key_id'
        | 'kind'
        | 'entity'
        | 'record_id'
        | 'said'
        | 'salt'
        | 'micros',
        string
      >
    >(`
      select id, act_id, actor_id, key_id, kind, entity, record_id, data::text as said, salt,
        ((extract(epoch from at) * 1000000)::bigint)::text as micros from events`)
    const byId = new Map(events.map((event) => [event.id, event]))
    const order = await keptEvents()
    const sha = (...parts: (Buffer | string)[]) =>
      parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
    let previous: Buffer = Buffer.alloc(32)
    for (const block of blocks) {
      const hashes = order
        .filter((one) => one.block === block.n)
        .map(({ id }) => {
          const { act_id, micros, actor_id, key_id, kind, entity, record_id, said, salt } = byId.get(id)!
          const digest = sha(Buffer.from(salt.replaceAll('-', ''), 'hex'), said).toString('hex')
          const members = [id, act_id, Number(micros), actor_id, key_id, kind, entity, record_id, digest]
          return sha(`[${members.map((one) => JSON.stringify(one)).join(', ')}]`)
        })
      expect([block.n, sha(...hashes)]).toEqual([block.n, block.root])
      expect(block.previous).toEqual(previous)
      expect(sha(block.members)).toEqual(block.hash)
      previous = block.hash
    }
  })

  it('names the block in which anything was changed, deleted, inserted or put elsewhere', async () => {
    const events = await keptEvents()
    const ways: Record<string, (tx: Tx, one: Kept, other: Kept) => Promise<unknown>> = {
      ...Object.fromEntries(
        ['act_id', 'actor_id', 'record_id', 'key_id'].map((column) => [
          column,
          (tx: Tx, { id }: Kept) =>
            sql`update events set ${sql.ref(column)} = gen_random_uuid() where id = ${id}`.execute(tx),
        ]),
      ),
      at: (tx, { id }) =>
        sql`update events set at = at + interval '1 millisecond' where id = ${id}`.execute(tx),
      kind: (tx, { id }) => sql`update events set kind = kind || '.' where id = ${id}`.execute(tx),
      entity: (tx, { id }) => sql`update events set entity = 'deal_' where id = ${id}`.execute(tx),
      data: (tx, { id }) => sql`update events set data = data || '{"x": 1}' where id = ${id}`.execute(tx),
      salt: (tx, { id }) => sql`update events set salt = gen_random_uuid() where id = ${id}`.execute(tx),
      hidden: (tx, { id }) =>
        sql`
          update events e set digest = sha256(uuid_send(e.salt) || convert_to(e.data::text, 'UTF8')), data = '{}', salt = null
          where id = ${id}`.execute(tx),
      deleted: (tx, { id }) => sql`delete from events where id = ${id}`.execute(tx),
      inserted: (tx, { id, isLast }) =>
        isLast
          ? sql`delete from events where id = ${id}`.execute(tx)
          : sql`
              insert into events (id, act_id, at, kind, entity, record_id, data, xid)
              select (left(id::text, 35) || case when right(id::text, 1) = 'f' then 'e' else 'f' end)::uuid, act_id, at, kind,
                entity, record_id, data, xid from events where id = ${id}`.execute(tx),
      swapped: (tx, { id }, other) =>
        sql`
          update events e set data = o.data, salt = o.salt from events o
          where (e.id = ${id} and o.id = ${other.id}) or (e.id = ${other.id} and o.id = ${id})`.execute(tx),
    }
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(ways)),
        fc.nat(events.length - 1),
        fc.nat(events.length - 2),
        async (way, at, step) => {
          const one = events[at]!
          const other = events[(at + 1 + step) % events.length]!
          const broken = await tampered((tx) => ways[way]!(tx, one, other))
          const first = way === 'swapped' ? Math.min(one.block, other.block) : one.block
          expect([way, broken?.block]).toEqual([way, first])
        },
      ),
      { numRuns: 120 },
    )
  })

  it('says what was done to it', async () => {
    const { anchor, blocks } = await seal()
    const of = (statement: string, given?: string) =>
      tampered((tx) => sql.raw(statement).execute(tx), given).then(
        (broken) => broken && [broken.block, broken.what],
      )
    expect(
      await of(
        `update events set data = '{"x": 1}' where id = (select last_id from audit_blocks where n = 3)`,
      ),
    ).toEqual([3, 'changed'])
    expect(await of(`delete from events where id = (select last_id from audit_blocks where n = 2)`)).toEqual([
      2,
      'deleted',
    ])
    const inserted = `insert into events (id, act_id, at, kind, entity, record_id, data, xid)
      select '00000000-0000-7000-8000-000000000000', act_id, at, kind, entity, record_id, data, xid from events
      where id = (select last_id from audit_blocks where n = 4)`
    expect(await of(inserted)).toEqual([4, 'inserted'])
    expect(await of(`update audit_blocks set at = at - interval '1 day' where n = 3`)).toEqual([3, 'seal'])
    expect(await of('delete from audit_blocks where n = 2')).toEqual([2, 'missing'])
    // Cut off with its events, the end is missed by nobody but who has written the seal down.
    const cut = `delete from events where (xid, id) > (select last_xid, last_id from audit_blocks where n = ${blocks - 1});
      delete from audit_blocks where n = ${blocks}`
    expect(await of(cut)).toBeNull()
    expect(await of(cut, anchor)).toEqual([blocks, 'cut'])
    const anew = async (tx: Tx) => {
      await sql`delete from audit_blocks where n = ${blocks}`.execute(tx)
      await sql`update events set data = '{"x": 1}' where xid = (select max(xid) from events)`.execute(tx)
      const last = (await lastBlock(tx))!
      await insertBlock(tx, last, (await nextEnd(tx, last.end))!.end, new Date())
    }
    expect(await tampered(anew)).toBeNull()
    expect(await tampered(anew, anchor)).toMatchObject({ block: blocks, what: 'replaced' })
  })

  it('finds an old-looking event that was brought in later', async () => {
    const broken = await tampered((tx) =>
      sql`
        insert into events (id, act_id, at, kind, entity, record_id, data, xid)
        values (${uuidv7()}, ${uuidv7()}, now(), 'deal.won', 'deal', ${uuidv7()}, '{}', null)`.execute(tx),
    )
    expect(broken?.what).toBe('inserted')
  })

  it('is found whole by the check of the reliability harness too, which finds what was changed', async () => {
    const look = (rows: TestApp['rows']) => sealBreaches({ rows })
    expect(await look(app.rows)).toEqual([])
    const salted: TestApp['rows'] = async (text, values) => {
      const found = await app.rows<{ said?: string }>(text, values)
      // As if the last event said something else.
      if (found.at(-1)?.said !== undefined) found.at(-1)!.said = '{}{}'
      return found as never
    }
    expect(await look(salted)).toMatchObject([{ check: 'seals' }])
  })

  it('refuses a seal that is none, or of another workspace', async () => {
    for (const anchor of ['x', `ws_other:1:${'0'.repeat(64)}`])
      expect(await app.admin.get(`/audit/verify?anchor=${anchor}`)).toMatchObject({
        status: 422,
        body: { problems: [{ field: 'anchor' }] },
      })
  })

  it('cannot be changed by an ordinary owner of the tables', async () => {
    for (const statement of [
      'update audit_blocks set at = now()',
      'delete from audit_blocks',
      'truncate audit_blocks',
      'delete from events',
      `update events set kind = ''`,
    ])
      await expect(app.rows(statement)).rejects.toThrow(/permission denied/)
  })
})

describe('erasing', () => {
  it('takes what the log says of a record, and leaves the chain whole', async () => {
    const { item } = (await app.admin.post('/contacts', { name: 'Secret Person', phone: '+79035550000' }))
      .body
    await app.admin.patch(`/contacts/${item.id}`, { version: 1, changes: { name: 'Secret Person II' } })
    await app.admin.delete(`/contacts/${item.id}`)
    await sealed()
    const { anchor } = await seal()
    const erased = await app.admin.post('/commands/bin.erase', {
      items: [{ entity: 'contact', id: item.id }],
    })
    expect(erased).toMatchObject({ status: 200, body: { done: 1, failed: [] } })
    const left = await app.rows(
      `select from events where data::text like '%Secret%' or data::text like '%9035550000%'`,
    )
    expect(left).toEqual([])
    for (const table of ['undo_rows', 'search_entries', 'contacts', 'identities'])
      expect([
        table,
        await app.rows(`select from ${table} t where t::text like '%Secret%' or t::text like '%9035550000%'`),
      ]).toEqual([table, []])
    await sealed()
    expect((await verify(anchor)).broken).toBeNull()
    const { items } = (await app.admin.get(`/audit?record=${item.id}`)).body
    expect(items.map(({ kind, isErased }: { kind: string; isErased: boolean }) => [kind, isErased])).toEqual([
      ['contact.erased', false],
      ['contact.deleted', true],
      ['contact.updated', true],
      ['contact.created', true],
    ])
  })

  it('takes its name from what is told of its merges on other records', async () => {
    const make = async (name: string) => (await app.admin.post('/contacts', { name })).body.item.id as string
    const merge = async (survivor: string, others: string[]) => {
      const body = { entity: 'contact', survivor, others, values: {} }
      const reply = await app.admin.post('/commands/records.merge', body)
      expect([reply.status, reply.body.problems]).toEqual([200, undefined])
      return reply.body.event as string
    }
    const erase = async (id: string) => {
      const items = [{ entity: 'contact', id }]
      expect((await app.admin.post('/commands/bin.erase', { items })).body.done).toBe(1)
    }
    const named = () =>
      app.rows<{ kind: string }>(
        `select kind from events where data::text ~ 'Vanishing|Absorbing' order by kind`,
      )
    const [survivor, loser, other] = [await make('Absorbing'), await make('Vanishing'), await make('Staying')]
    const act = await merge(other, [loser])
    expect((await app.admin.post('/commands/records.unmerge', { event: act })).status).toBe(200)
    await merge(survivor, [loser])
    await sealed()
    const { anchor } = await seal()

    await erase(loser)
    expect((await named()).filter(({ kind }) => /merged/i.test(kind))).toEqual([])
    await merge(survivor, [other])
    await app.admin.delete(`/contacts/${survivor}`)
    await erase(survivor)
    expect(await named()).toEqual([])
    await sealed()
    expect((await verify(anchor)).broken).toBeNull()
  })

  it('is found out where something else has been emptied under its cover', async () => {
    const { id } = (await app.admin.post('/contacts', { name: 'Untouched' })).body.item
    await app.admin.patch(`/contacts/${id}`, { version: null, changes: { city: 'Omsk' } })
    await sealed()
    const hide = (tx: Tx) =>
      sql`
        update events e set digest = sha256(uuid_send(e.salt) || convert_to(e.data::text, 'UTF8')), data = '{}', salt = null
        where record_id = ${id}`.execute(tx)
    expect(await tampered(hide)).toMatchObject({ what: 'hidden' })
  })
})
