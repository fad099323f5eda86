import { expect, it } from 'vitest'
import type { Row } from '../../api/shapes.ts'
import { firstOfSaved } from './first-view.ts'

const me = { id: 'me', roleId: 'manager' }
const view = (id: string, values: object) =>
  ({ id, isDefault: true, role: null, ...values }) as unknown as Row
const everybody = view('everybody', { sharing: 'everyone' })
const team = view('team', { sharing: 'team', owner: 'lead' })
const role = view('role', { sharing: 'everyone', role: 'manager' })
const own = view('own', { sharing: 'personal', owner: 'me' })

it('one’s own choice comes before that for the role, the team and everybody', () => {
  expect(firstOfSaved([everybody, team, role, own], me)).toBe('own')
  expect(firstOfSaved([everybody, team, role], me)).toBe('role')
  expect(firstOfSaved([everybody, team], me)).toBe('team')
  expect(firstOfSaved([everybody], me)).toBe('everybody')
})

it('what is for another role, or no default, is not taken', () => {
  const others = view('others', { sharing: 'everyone', role: 'analyst' })
  expect(
    firstOfSaved([others, view('plain', { sharing: 'personal', owner: 'me', isDefault: false })], me),
  ).toBe(undefined)
})
