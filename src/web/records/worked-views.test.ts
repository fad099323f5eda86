import { describe, expect, it } from 'vitest'
import { dealRecords } from '../../modules/deals/web/deal-records.ts'
import { leadRecords } from '../../modules/leads/web/lead-records.ts'
import { defaultRoles, type RoleKey } from '../../modules/people/defaults/roles.ts'
import { workedFirstView } from './worked-views.ts'

describe('the view to begin with', () => {
  const first: Record<RoleKey, string> = {
    administrator: 'open',
    head_of_sales: 'open',
    analyst: 'open',
    sales_manager: 'my-open',
  }

  it.each(defaultRoles('en'))('of leads and deals fits the role: $key', ({ key, grants }) => {
    for (const screens of [leadRecords, dealRecords])
      expect(screens.firstView?.(grants[screens.entity.rightsObject] ?? {})).toBe(first[key])
  })

  it('is of the team for who leads it', () => {
    expect(workedFirstView({ read: 'team', update: 'team' })).toBe('open')
    expect(workedFirstView({ read: 'team' })).toBe('my-open')
    expect(workedFirstView({ read: 'own', update: 'own' })).toBe('my-open')
  })

  it.each([leadRecords, dealRecords])('is one of the views that are there', ({ views, firstView }) => {
    const ids = views.map(({ id }) => id)
    expect(ids).toContain(firstView?.({ read: 'all' }))
    expect(ids).toContain(firstView?.({ read: 'own' }))
  })
})
