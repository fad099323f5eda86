import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { runMatrix, type Verdicts } from './matrix.ts'
import { operationsOf } from './operations.ts'
import { type Watch, watchDatabase } from './untouched.ts'
import { buildWorld, type World } from './world.ts'

// Read when the server is loaded, so it must be set before the imports run.
vi.hoisted(() => {
  process.env.ONWARD_PLANT = 'unscoped'
})

let world: World
let watch: Watch
let found: Verdicts
beforeAll(async () => {
  world = await buildWorld()
  watch = await watchDatabase(world.app.services.config.databaseUrl!)
  const operations = operationsOf((await world.app.admin.get('/api/openapi.json')).body)
  const few = ['GET /deals', 'GET /deals/{id}', 'GET /timeline', 'POST /notes']
  found = await runMatrix(
    world,
    watch,
    operations.filter(({ name }) => few.includes(name)),
  )
})
afterAll(async () => {
  delete process.env.ONWARD_PLANT
  await watch?.close()
  await world?.close()
})

it.each([
  ['GET /deals/{id}, manager, {id} = deal (other)'],
  ['GET /deals, manager, ?filter.value = deal (other)'],
  ['GET /timeline, manager, ?record = deal (other)'],
  ['POST /notes, manager, deal = deal (other)'],
])('a query that forgets whose records one may see is found by %s', (cell) => {
  expect(found.findings.filter((finding) => finding.startsWith(cell))).toHaveLength(1)
})

it('finds nothing about those who see everything anyway', () => {
  expect(found.findings.filter((finding) => finding.includes(', admin, '))).toEqual([])
})
