import { expect, it } from 'vitest'
import { actions, grantsShape } from '../../../kernel/access/rights.ts'
import { defaultRoles, objects } from './roles.ts'

const grantsOf = (key: string) => defaultRoles('ru').find((role) => role.key === key)?.grants ?? {}

it('has the same four roles in both languages', () => {
  expect(defaultRoles('ru').map(({ key }) => key)).toEqual([
    'administrator',
    'head_of_sales',
    'sales_manager',
    'analyst',
  ])
  expect(defaultRoles('en').map(({ grants }) => grants)).toEqual(
    defaultRoles('ru').map(({ grants }) => grants),
  )
  for (const { grants } of defaultRoles('en')) expect(grantsShape.safeParse(grants).success).toBe(true)
})

it('lets the administrator do everything', () => {
  for (const object of objects)
    for (const action of actions) expect(grantsOf('administrator')[object]?.[action]).toBe('all')
})

it('lets a manager see the team’s work and change only his own', () => {
  const { lead, deal, settings, user } = grantsOf('sales_manager')
  for (const rights of [lead, deal])
    expect(rights).toMatchObject({ read: 'team', create: 'own', update: 'own' })
  expect([lead?.delete, settings?.update, user?.create]).toEqual([undefined, undefined, undefined])
})

it('lets an analyst read everything but the audit log and write nothing but views', () => {
  const grants = grantsOf('analyst')
  for (const object of objects) expect(grants[object]?.read).toBe(object === 'audit' ? undefined : 'all')
  const writing = objects.filter(
    (object) =>
      object !== 'view' &&
      (['create', 'update', 'delete', 'import'] as const).some((action) => grants[object]?.[action]),
  )
  expect(writing).toEqual([])
})
