import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Grants } from '../../src/kernel/access/rights.ts'
import type { Entity } from '../../src/kernel/entities/entity.ts'
import { keepContent } from '../../src/modules/files/server/index.ts'
import { importSettingsShape } from '../../src/modules/imports/index.ts'
import { importKey, keepMapping, lookAt, mappingsOf } from '../../src/modules/imports/server/index.ts'
import { runAct } from '../../src/server/act.ts'
import type { Ctx } from '../../src/server/context.ts'
import { takeIn } from '../../src/server/files/take-in.ts'
import { mergeRecords } from '../../src/server/records/merge.ts'
import { getRecord } from '../../src/server/records/read.ts'
import { changeRecord, createRecords, deleteRecord, updateRecord } from '../../src/server/records/write.ts'
import { installOf } from '../../src/server/services.ts'
import { systemActor } from '../../src/server/workspaces.ts'
import type { TestApp } from '../helpers/test-app.ts'

/** A word that stands in every record of the other workspace and nowhere else. */
export const canary = 'zyxcanary'

/** A workspace to put records into; `word` stands in all of them. */
export interface Ground {
  word: string
  entity(name: string): Entity
  run<Result>(work: (ctx: Ctx) => Promise<Result>, userId?: string): Promise<Result>
}

export async function groundOf(app: TestApp, workspaceId: string, word: string): Promise<Ground> {
  const { services } = app
  const found = await services.workspaces.find(workspaceId)
  if (!found) throw new Error(`no workspace ${workspaceId}`)
  const { registry, log, now } = services
  const frame = { ...found, registry, log, now, install: installOf(services), locale: 'en' as const }
  return {
    word,
    entity: (name) => registry.catalog.entity(name),
    run: (work, userId) =>
      runAct(
        { ...frame, actor: userId ? { ...systemActor, via: 'session', userId, grants } : systemActor },
        work,
      ),
  }
}

/** Enough for what the makers do in somebody's name. */
const grants: Grants = { deal: { read: 'all', update: 'all', delete: 'all' }, step: { read: 'all' } }

interface Owned {
  /** Null where a record of this kind cannot be without an owner. */
  make(
    ground: Ground,
    owner: string | null,
    made: (kind: string) => string | undefined,
  ): Promise<string | null>
  goesToBin?: boolean
}

/** Kinds of records that have owners, in the order in which they lean on one another. A second word is a state. */
export const owned: Record<string, Owned> = {
  lead: { goesToBin: true, make: (g, owner) => (owner ? put(g, 'lead', { name: g.word, owner }) : absent) },
  deal: {
    goesToBin: true,
    make: (g, owner, made) =>
      owner ? put(g, 'deal', { title: g.word, owner, stage: made('stage') }) : absent,
  },
  'deal lost': {
    make: (g, owner, made) =>
      owner ? put(g, 'deal', { title: g.word, owner, stage: made('stage'), status: 'lost' }) : absent,
  },
  contact: { goesToBin: true, make: (g, owner) => put(g, 'contact', { name: g.word, owner }) },
  'contact twin': { make: (g, owner) => put(g, 'contact', { name: g.word, owner }) },
  'contact pair': {
    async make(g, owner) {
      const [a, b] = [
        await put(g, 'contact', { name: g.word, owner }),
        await put(g, 'contact', { name: g.word, owner }),
      ]
      const id = uuidv7()
      await g.run((ctx) =>
        sql`
          insert into duplicate_pairs (id, entity, a_id, b_id, score, reasons, found_at)
          values (${id}, 'contact', ${a}, ${b}, 0.9, '[]', ${ctx.now})`.execute(ctx.tx),
      )
      return id
    },
  },
  'contact merged': {
    async make(g, owner) {
      const survivor = await put(g, 'contact', { name: g.word, owner })
      const gone = await put(g, 'contact', { name: g.word, owner })
      await g.run((ctx) => mergeRecords(ctx, g.entity('contact'), { survivor, others: [gone], choices: {} }))
      return gone
    },
  },
  company: { goesToBin: true, make: (g, owner) => put(g, 'company', { name: g.word, owner }) },
  note: {
    goesToBin: true,
    make: (g, author, made) =>
      author ? put(g, 'note', { text: g.word, deal: made('deal'), author }) : absent,
  },
  'note binned': {
    async make(g, author, made) {
      if (!author) return null
      return throwAway(g, 'note', await put(g, 'note', { text: g.word, deal: made('deal'), author }))
    },
  },
  // The act that threw one away.
  'note binning': {
    async make(g, author, made) {
      if (!author) return null
      const id = await put(g, 'note', { text: g.word, deal: made('deal'), author })
      return g.run(async (ctx) => {
        await deleteRecord(ctx, g.entity('note'), id)
        return ctx.act
      })
    },
  },
  file: {
    goesToBin: true,
    make: (g, author, made) => (author ? fileOf(g, author, made('deal')) : absent),
  },
  view: {
    goesToBin: true,
    make: (g, owner) =>
      owner
        ? put(g, 'view', {
            name: g.word,
            entity: 'deal',
            config: { layout: 'list' },
            sharing: 'personal',
            owner,
          })
        : absent,
  },
  plan: { make: (g, user) => (user ? put(g, 'plan', { user, period: 'week', steps: 5 }) : absent) },
  step: {
    async make(g, owner, made) {
      const deal = owner && made('deal')
      return deal ? g.run(async (ctx) => stepOf(ctx, deal)) : null
    },
  },
  import: { make: (g, owner) => (owner ? importOf(g, owner, 'draft') : absent) },
  'import running': { make: (g, owner) => (owner ? importOf(g, owner, 'running') : absent) },
  'import done': { make: (g, owner) => (owner ? importOf(g, owner, 'done') : absent) },
  'import unfiled': { make: (g, owner) => (owner ? importOf(g, owner, 'draft') : absent) },
  importMapping: { make: (g, owner) => (owner ? mappingOf(g, owner) : absent) },
  export: { make: (g, owner) => (owner ? exportOf(g, owner) : absent) },
  exportSchedule: { make: (g, owner) => (owner ? exportScheduleOf(g, owner) : absent) },
  'bulkRun running': { make: (g, owner) => (owner ? bulkRunOf(g, owner, 'running') : absent) },
  'bulkRun done': { make: (g, owner) => (owner ? bulkRunOf(g, owner, 'done') : absent) },
  apiKey: { make: (g, owner) => (owner ? keyOf(g, owner) : absent) },
  // What somebody did to his own deal.
  act: {
    async make(g, owner, made) {
      const deal = made('deal')
      if (!owner || !deal) return null
      return g.run(async (ctx) => {
        await updateRecord(ctx, g.entity('deal'), deal, null, { source: g.word })
        return ctx.act
      }, owner)
    },
  },
  'act of merging': {
    async make(g, owner, made) {
      if (!owner) return null
      const deal = () => put(g, 'deal', { title: g.word, owner, stage: made('stage'), status: 'lost' })
      const [survivor, gone] = [await deal(), await deal()]
      return g.run(async (ctx) => {
        await mergeRecords(ctx, g.entity('deal'), { survivor, others: [gone], choices: {} })
        return ctx.act
      }, owner)
    },
  },
  'act on a step': {
    async make(g, owner, made) {
      const id = made('step')
      if (!owner || !id) return null
      return g.run(async (ctx) => {
        const step = g.entity('step')
        const open = await getRecord(ctx, step, id)
        await changeRecord(ctx, step, open, { title: g.word }, { kind: 'step.changed' })
        return ctx.act
      }, owner)
    },
  },
}

type Shared = (ground: Ground, ids: Map<string, string>, standing: string) => Promise<string>

/** Kinds of records that nobody owns. */
export const shared: Record<string, Shared> = {
  team: (g, _ids, standing) => put(g, 'team', { name: `${g.word} ${standing}` }),
  role: (g, _ids, standing) =>
    put(g, 'role', { name: `${g.word} ${standing}`, grants: { lead: { read: 'own' } } }),
  product: (g, _ids, standing) => put(g, 'product', { name: `${g.word} ${standing}` }),
  tag: (g, _ids, standing) => put(g, 'tag', { name: `${g.word} ${standing}`, colour: 'grey' }),
  'tag spare': (g, _ids, standing) => put(g, 'tag', { name: `${g.word} spare ${standing}`, colour: 'grey' }),
  stepKind: (g, _ids, standing) => put(g, 'stepKind', { name: `${g.word} ${standing}`, icon: 'task' }),
  pipeline: (g) => put(g, 'pipeline', { name: g.word, worksOn: 'deal', position: 90 }),
  stage: async (g, ids, standing) =>
    put(g, 'stage', {
      name: g.word,
      // The deleted one was made first: it stands in the pipeline that is used.
      pipeline: standing === 'elsewhere' ? await firstPipeline(g) : ids.get('pipeline any'),
      stepKind: standing === 'elsewhere' ? await firstKind(g) : ids.get('stepKind any'),
      position: 91,
    }),
  script: async (g, _ids, standing) =>
    put(g, 'script', {
      name: g.word,
      pipeline: await firstPipeline(g),
      attempt: standing === 'deleted' ? 18 : 17,
      questions: [],
    }),
  customField: (g, _ids, standing) =>
    perform(g, 'field.create', { entity: 'deal', type: 'text', names: { en: `${g.word} ${standing}` } }),
  'customField converting': (g, _ids, standing) => convertedField(g, standing, false),
  'customField converted': (g, _ids, standing) => convertedField(g, standing, true),
  customObject: (g, _ids, standing) => {
    const named = { en: `${g.word} ${standing}` }
    return perform(g, 'object.create', { one: named, many: named })
  },
  // Nobody deletes a layout into a bin: the deleted one is gone.
  layout: async (g, _ids, standing) =>
    put(g, 'layout', {
      entity: standing === 'deleted' ? 'lead' : 'company',
      config: { sections: [{ id: 'main', title: { en: g.word }, fields: [] }] },
    }),
  'pipeline lead': (g) => firstPipeline(g, 'lead'),
  'stage lead': (g) => firstStage(g, 'lead'),
  'webhook kept': (g) => webhookOf(g),
  'delivery kept': (g) => deliveryOf(g),
  'user inactive': (g) => put(g, 'user', { name: g.word, isActive: false }),
}

const absent = Promise.resolve(null)

async function put({ run, entity }: Ground, name: string, values: Record<string, unknown>): Promise<string> {
  const id = uuidv7()
  await run((ctx) => createRecords(ctx, entity(name), [{ id, values, extra: {} }]))
  return id
}

/** What a verb makes. */
async function perform({ run }: Ground, verb: string, input: object): Promise<string> {
  const made = await run((ctx) => {
    // Verbs of the product; one that is not there fails the test.
    const { command, run: act } = ctx.registry.commands.get(verb)!
    return act(ctx, command.input.parse(input))
  })
  return (made as { id: string }).id
}

export async function throwAway({ run, entity }: Ground, name: string, id: string): Promise<string> {
  await run((ctx) => deleteRecord(ctx, entity(name), id))
  return id
}

/** A field whose type is being changed, or has been. */
async function convertedField(g: Ground, standing: string, isDone: boolean): Promise<string> {
  const names = { en: `${g.word} ${standing} ${isDone}` }
  const field = await perform(g, 'field.create', { entity: 'deal', type: 'text', names })
  const id = await perform(g, 'field.convert', { field, type: 'longText' })
  if (isDone)
    await g.run((ctx) =>
      sql`
        update field_conversions set status = 'done', finished_at = ${ctx.now}, former_column = from_column
        where id = ${id}`.execute(ctx.tx),
    )
  return field
}

async function stepOf(ctx: Ctx, deal: string): Promise<string> {
  return one(ctx, sql`select next_step_id as id from deals where id = ${deal}`)
}

function firstPipeline({ run }: Ground, worksOn = 'deal'): Promise<string> {
  return run((ctx) =>
    one(ctx, sql`select id from pipelines where works_on = ${worksOn} order by position, id limit 1`),
  )
}

function firstStage(ground: Ground, worksOn: string): Promise<string> {
  return ground.run(async (ctx) => {
    const pipeline = await firstPipeline(ground, worksOn)
    return one(ctx, sql`select id from stages where pipeline_id = ${pipeline} order by position, id limit 1`)
  })
}

function firstKind({ run }: Ground): Promise<string> {
  return run((ctx) => one(ctx, sql`select id from step_kinds order by position, id limit 1`))
}

async function one(ctx: Ctx, query: ReturnType<typeof sql>): Promise<string> {
  const { rows } = await query.execute(ctx.tx)
  return (rows as { id: string }[])[0]!.id
}

/** An import of one contact, set up; its file is in the store. */
async function importOf(ground: Ground, owner: string, status: string): Promise<string> {
  const id = uuidv7()
  await ground.run(async (ctx) => {
    const { files } = ctx.install
    await files.save(importKey(id), Readable.from([Buffer.from(`Name\n${ground.word}\n`)]))
    const file = await lookAt(files, id)
    const values = {
      fileName: ground.word,
      status,
      file,
      settings: importSettings,
      owner,
      position: 0,
      progress: 0,
    }
    await createRecords(ctx, ground.entity('import'), [{ id, values, extra: {} }])
  })
  return id
}

/** How a file was brought in, kept for the next of its headings. */
async function mappingOf(ground: Ground, owner: string): Promise<string> {
  let id = ''
  await ground.run(async (ctx) => {
    const settings = importSettingsShape.parse(importSettings)
    const as = { ...ctx, actor: { ...ctx.actor, userId: owner } }
    await keepMapping(as, ['Name'], { name: ground.word, isNamed: true, settings })
    id = (await mappingsOf(ctx, ['Name'])).find(({ name }) => name === ground.word)!.id
  })
  return id
}

/** A file of one word on a deal. */
async function fileOf(ground: Ground, author: string, deal: string | undefined): Promise<string> {
  const id = uuidv7()
  await ground.run(async (ctx) => {
    const key = `files/${ctx.workspace.id}/${id}`
    const taken = await takeIn(ctx.install.files, key, Readable.from([Buffer.from(ground.word)]))
    const { sha256, size, mediaType } = await keepContent(ctx, taken, 'unscanned')
    const values = { name: ground.word, size, mediaType, sha256, state: 'ready', deal, author }
    await createRecords(ctx, ground.entity('file'), [{ id, values, extra: {} }])
  })
  return id
}

export const importSettings = {
  entity: 'contact',
  columns: { Name: 'name' },
  basis: { kind: 'contract' },
}

function exportScheduleOf({ run }: Ground, owner: string): Promise<string> {
  return run(async (ctx) => {
    const id = uuidv7()
    await sql`
      insert into export_schedules (id, owner_id, entity, format, locale, request, every, next_at, created_at)
      values (${id}, ${owner}, 'deal', 'csv', 'en', '{"selection":{},"sort":[]}', 'day', ${ctx.now}, ${ctx.now})`.execute(
      ctx.tx,
    )
    return id
  })
}

async function exportOf({ run }: Ground, owner: string): Promise<string> {
  const id = uuidv7()
  await run(async (ctx) => {
    await ctx.install.files.save(`exports/${id}`, Readable.from([Buffer.from('Name\n')]))
    await sql`
      insert into exports (id, owner_id, entity, format, locale, request, status, row_count, most_rows, created_at)
      values (${id}, ${owner}, 'deal', 'csv', 'en', '{"selection":{},"sort":[]}', 'ready', 0, 0, ${ctx.now})`.execute(
      ctx.tx,
    )
  })
  return id
}

async function bulkRunOf({ run }: Ground, owner: string, status: string): Promise<string> {
  const id = uuidv7()
  const act = { kind: 'edit', changes: { title: 'New' } }
  await run((ctx) =>
    sql`
      insert into bulk_runs (id, owner_id, entity, act, selection, standing, status, total, started_at)
      values (${id}, ${owner}, 'deal', ${JSON.stringify(act)}, '{}', '{}', ${status}, 0, ${ctx.now})`.execute(
      ctx.tx,
    ),
  )
  return id
}

async function keyOf(ground: Ground, owner: string): Promise<string> {
  const id = uuidv7()
  await ground.run((ctx) =>
    sql`
      insert into onward.api_keys (id, token_hash, workspace_id, user_id, name, hint, created_at)
      values (${id}, ${Buffer.from(id)}, ${ctx.workspace.id}, ${owner}, ${ground.word}, 'hint', ${ctx.now})`.execute(
      ctx.tx,
    ),
  )
  return id
}

/** Its secret opens nothing; nobody sends to it, as the jobs of this app do not run. */
async function webhookOf({ run, word }: Ground): Promise<string> {
  const id = uuidv7()
  await run((ctx) =>
    sql`
      insert into webhooks (id, name, url, secret, events, user_id, created_at)
      select ${id}, ${word}, ${`https://${word}.example.com/`}, ${Buffer.from(id)}, array['*'], u.id, ${ctx.now}
      from users u order by u.id limit 1`.execute(ctx.tx),
  )
  return id
}

async function deliveryOf(ground: Ground): Promise<string> {
  const [id, webhook] = [uuidv7(), await webhookOf(ground)]
  await ground.run((ctx) =>
    sql`
      insert into webhook_deliveries (id, webhook_id, event_id, record_id, kind, body, status, created_at)
      values (${id}, ${webhook}, ${id}, ${id}, 'deal.won', ${ground.word}, 'dead', ${ctx.now})`.execute(
      ctx.tx,
    ),
  )
  return id
}
