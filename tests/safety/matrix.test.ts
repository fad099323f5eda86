import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { open, rights, undescribed } from './matrix.table.ts'
import { runMatrix } from './matrix.ts'
import { idSlots, mountedRoutes, type Operation, operationsOf } from './operations.ts'
import { type Watch, watchDatabase } from './untouched.ts'
import { buildWorld, type World } from './world.ts'

let world: World
let watch: Watch
let operations: Operation[]
beforeAll(async () => {
  world = await buildWorld()
  watch = await watchDatabase(world.app.services.config.databaseUrl!)
  operations = operationsOf((await world.app.admin.get('/api/openapi.json')).body)
})
afterAll(async () => {
  await watch?.close()
  await world?.close()
})

describe('the inventory', () => {
  it('describes every route that is mounted, or says why not', () => {
    const known = [...operations.map(({ name }) => name), ...Object.keys(undescribed)]
    const mounted = mountedRoutes(world.app.app)
    expect(mounted.length).toBeGreaterThan(120)
    expect(
      mounted.filter((route) => !known.includes(route)),
      'described in OpenAPI, or listed in `undescribed` of tests/safety/matrix.table.ts',
    ).toEqual([])
  })

  it('has no row for what is not there', () => {
    const there = [...operations.map(({ name }) => name), ...mountedRoutes(world.app.app)]
    const rows = [...Object.keys(rights), ...Object.keys(open), ...Object.keys(undescribed)]
    expect(rows.filter((name) => !there.includes(name))).toEqual([])
  })

  it('finds the ids in paths, queries, bodies and lists', () => {
    const slots = (name: string) => idSlots(operations.find((one) => one.name === name)!)
    expect(slots('PATCH /teams/{id}')).toEqual(['{id}', 'changes.lead'])
    expect(slots('GET /board')).toEqual(['?pipeline'])
    expect(slots('POST /commands/import.configure')).toContain('settings.owner.users[]')
  })
})

describe('the matrix', () => {
  it('is answered as the table says, and a refusal leaves no trace', async () => {
    const { findings, calls } = await runMatrix(world, watch, operations)
    expect(findings).toEqual([])
    expect(calls).toBeGreaterThan(4000)
  }, 600_000)

  it('lets nobody into what is not described who is not signed in', async () => {
    for (const [route, kind] of Object.entries(undescribed))
      for (const { headers } of world.people.filter(({ role }) => role === null)) {
        if (kind === 'public') continue
        const [, template = ''] = route.split(' ')
        const path = template.replace('{object}', 'x_object').replace('{id}', world.app.admin.userId)
        expect([route, (await world.app.inject('GET', path, { headers })).status]).toEqual([route, 401])
      }
  })
})

describe('the other workspace', () => {
  it('counts for nothing in any answer', async () => {
    const questions = [
      ...operations
        .filter(({ query }) => query.filter && query.sort && !query.entity)
        .map(({ path }) => path),
      '/search?q=homeland',
      '/board?entity=deal',
      '/groups?entity=deal&by=owner&sum=amount',
      '/totals?entity=deal&figures=amount:sum,closeOn:filled',
      '/today',
      '/calendar?from=2026-11-01T00:00:00Z&to=2026-12-31T00:00:00Z&owner=all',
      '/team-report?from=2026-11-01&to=2026-11-30',
      '/api-keys',
    ]
    const answers = async () => {
      const found = []
      for (const path of questions) found.push({ path, ...(await world.app.admin.get(path)).body })
      return found
    }
    const before = await answers()
    for (const [table, title] of Object.entries({ leads: 'name', deals: 'title', companies: 'name' }))
      expect((await world.stranger.post(`/${table}`, { [title]: 'homeland' })).status).toBe(201)
    expect(await answers()).toEqual(before)
  })

  it('lends its cursors to nobody', async () => {
    const { stranger, app } = world
    for (const table of ['leads', 'deals', 'companies', 'stages', 'roles']) {
      const { nextCursor } = (await stranger.get(`/${table}?limit=1`)).body
      expect(nextCursor).toEqual(expect.any(String))
      const answer = await app.admin.get(`/${table}?limit=200&cursor=${nextCursor}`)
      expect(answer.status).toBe(200)
      expect(JSON.stringify(answer.body)).not.toMatch(/zyxcanary/)
    }
  })
})

describe('an idempotency key', () => {
  it('is one’s own, in the workspace and beyond', async () => {
    const { stranger, app, people } = world
    const key = { 'idempotency-key': 'shared' }
    const body = { name: 'Same' }
    const manager = { ...people.find(({ name }) => name === 'manager')!.headers, ...key }
    const replies = [
      await app.admin.post('/companies', body, key),
      await stranger.post('/companies', body, key),
      await app.inject('POST', '/companies', { payload: body, headers: manager }),
    ]
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(replies.map((reply) => reply.body.item.id)).size).toBe(3)
  })
})
