import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'
import { scopes } from '../../kernel/access/rights.ts'

let app: TestApp
let people: TestClient[]
let teams: string[]
let outsider: TestClient
const nouns = { lead: 'leads', deal: 'deals', contact: 'contacts', product: 'products' } as const
type Noun = keyof typeof nouns

beforeAll(async () => {
  app = await startTestApp()
  teams = []
  for (const name of ['North', 'South']) teams.push((await app.admin.post('/teams', { name })).body.item.id)
  people = []
  for (let at = 0; at < 4; at++) people.push(await app.signIn('analyst', { name: `Person ${at}` }))
  outsider = await app.signIn('sales_manager')
})
afterAll(() => app.close())

const explained = (person: string, entity: string, record: string, by: TestClient = app.admin) =>
  by.get(`/access-explanation?person=${person}&entity=${entity}&record=${record}`)

const scope = fc.constantFrom(...scopes)
const situation = fc.record({
  rights: fc.record({ read: scope, update: scope, delete: scope }),
  noun: fc.constantFrom(...(Object.keys(nouns) as Noun[])),
  person: fc.nat(3),
  owner: fc.nat(3),
  doer: fc.nat(3),
  teamsOf: fc.array(fc.constantFrom(0, 1, null), { minLength: 4, maxLength: 4 }),
  isInBin: fc.oneof(
    { weight: 5, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
})

describe('an explanation', () => {
  it('says what becomes of it when the person does it', async () => {
    let tried = 0
    await fc.assert(
      fc.asyncProperty(situation, async ({ rights, noun, person: at, owner, doer, teamsOf, isInBin }) => {
        const person = people[at]!
        const role = await app.admin.post('/roles', {
          name: `Tried ${tried++}`,
          grants: { [noun]: rights, step: { update: 'all' } },
        })
        await app.rows('update users set role_id = $1 where id = $2', [role.body.item.id, person.userId])
        for (const [index, team] of teamsOf.entries())
          await app.rows('update users set team_id = $1 where id = $2', [
            team === null ? null : teams[team],
            people[index]!.userId,
          ])
        const id = await recordOf(noun, people[owner]!, people[doer]!)
        if (isInBin) await app.admin.delete(`/${nouns[noun]}/${id}`)

        const { status, body } = await explained(person.userId, noun, id)
        expect(status).toBe(200)
        const path = `/${nouns[noun]}/${id}`
        const read = await person.get(path)
        const changed = await person.patch(path, { version: null, changes: changesOf(noun) })
        const deleted = await person.delete(path)
        const outcome = {
          read: read.status === 200,
          update: changed.status === 200,
          delete: deleted.status === 200,
        }
        const told = Object.fromEntries(
          Object.entries(body.verdicts).map(([action, one]) => [
            action,
            (one as { isAllowed: boolean }).isAllowed,
          ]),
        )
        expect(told).toEqual(outcome)
      }),
      { numRuns: 60 },
    )
  }, 120_000)

  it('tells by what it came about, and in which fields somebody is limited', async () => {
    const [boss, seller] = people as [TestClient, TestClient]
    const role = await app.admin.post('/roles', {
      name: 'Seller of the team',
      grants: { deal: { read: 'team', update: 'own' } },
      fieldLimits: { deal: { amount: 'hidden', source: 'masked' } },
    })
    for (const one of [boss, seller])
      await app.rows('update users set role_id = $1, team_id = $2 where id = $3', [
        role.body.item.id,
        teams[0],
        one.userId,
      ])
    const id = await recordOf('deal', boss, boss)
    expect((await explained(seller.userId, 'deal', id)).body).toMatchObject({
      person: { id: seller.userId, name: 'Person 1' },
      role: 'Seller of the team',
      team: 'North',
      owner: { id: boss.userId, name: 'Person 0' },
      verdicts: {
        read: { isAllowed: true, scope: 'team', reasons: ['role.team', 'owner.team'] },
        update: { isAllowed: false, scope: 'own', reasons: ['role.own', 'owner.other'] },
        delete: { isAllowed: false, scope: 'no', reasons: ['role.no'] },
      },
      fields: { amount: 'hidden', source: 'masked' },
    })
  })

  it('of somebody switched off says so', async () => {
    const id = await recordOf('contact', people[0]!, people[0]!)
    await app.rows('update users set is_active = false where id = $1', [outsider.userId])
    const { body } = await explained(outsider.userId, 'contact', id)
    expect(body.verdicts.read).toEqual({ isAllowed: false, scope: 'no', reasons: ['person.off'] })
  })

  it('is for those who may change settings, of what they see themselves', async () => {
    const id = await recordOf('deal', people[0]!, people[0]!)
    const head = await app.signIn('head_of_sales')
    expect((await explained(head.userId, 'deal', id, head)).status).toBe(403)
    const unknown = '00000000-0000-7000-8000-000000000000'
    expect((await explained(head.userId, 'deal', unknown)).status).toBe(404)
    expect((await explained(unknown, 'deal', id)).status).toBe(404)
    expect((await explained(head.userId, 'spaceship', id)).status).toBe(404)
  })
})

async function recordOf(noun: Noun, owner: TestClient, doer: TestClient): Promise<string> {
  const title = noun === 'deal' ? 'title' : 'name'
  const values = { [title]: `Of ${Math.random()}`, ...(noun !== 'product' && { owner: owner.userId }) }
  const made = await app.admin.post(`/${nouns[noun]}`, values)
  expect([made.status, made.body.problems]).toEqual([201, undefined])
  const { id, nextStep } = made.body.item
  if (nextStep) await app.admin.post('/commands/step.change', { step: nextStep, owner: doer.userId })
  return id
}

const changesOf = (noun: Noun) => (noun === 'product' ? { category: 'x' } : { description: 'x' })
