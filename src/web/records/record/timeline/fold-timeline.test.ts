import { describe, expect, it } from 'vitest'
import { deal } from '../../../../modules/deals/deal.entity.ts'
import { step } from '../../../../modules/steps/step.entity.ts'
import { foldTimeline } from './fold-timeline.ts'
import type { TimelineItem } from './use-timeline.ts'

const entities = { deal, step }
const find = (name: string) => Object.values(entities).find((one) => one.name === name)
const lines = (items: TimelineItem[]) =>
  foldTimeline(items, find).map(({ item, work }) => [item.kind, work?.kind].filter(Boolean).join(' + '))

function event(kind: string, id: string, changes: object = {}, at = '2026-11-22T10:00:00Z'): TimelineItem {
  const subject = { entity: kind.split('.')[0] ?? '', id, title: '' }
  return {
    id: `${kind} ${id} ${at}`,
    at,
    actor: null,
    via: null,
    kind,
    subject,
    data: { changes },
    note: null,
  }
}

/** The events of a closed step, newest first, as the server tells them. */
const closing = (verb: string, changes: object = {}) => [
  event(`deal.${verb}`, 'racks', { nextStep: ['call', 'mail'], attempts: [0, 1], ...changes }),
  event('step.created', 'mail'),
  event('step.completed', 'call', { outcome: [null, 'result'], followedBy: [null, 'mail'] }),
]

describe('a timeline', () => {
  it('tells a closed step, the next one and what the deal became in one line', () => {
    expect(lines(closing('worked'))).toEqual(['step.completed + deal.worked'])
    expect(lines(closing('moved', { stage: ['new', 'offer'] }))).toEqual(['step.completed + deal.moved'])
    expect(lines(closing('won', { status: ['open', 'won'], nextStep: ['call', null] }))).toContain(
      'step.completed + deal.won',
    )
  })

  it('tells each time when a step was closed, undone and closed again', () => {
    const again = closing('lost').map((one) => ({
      ...one,
      at: '2026-11-22T11:00:00Z',
      id: `${one.id} again`,
    }))
    expect(lines([...again, event('act.undone', 'racks'), ...closing('worked')])).toEqual([
      'step.completed + deal.lost',
      'act.undone',
      'step.completed + deal.worked',
    ])
  })

  it('leaves out the bookkeeping of commands', () => {
    const [work] = closing('worked', { answers: [null, { task: 'Racks' }] })
    expect(lines(work ? [work] : [])).toEqual([])
    expect(lines([event('deal.updated', 'racks', { externalId: [null, '7'] })])).toEqual([])
    expect(lines([event('deal.updated', 'racks', { source: [null, 'Site'] })])).toEqual(['deal.updated'])
  })

  it('tells a deal that changed by an answer where the step itself is not shown', () => {
    const [work] = closing('worked', { closeOn: ['2026-12-01', '2026-12-24'] })
    expect(lines(work ? [work] : [])).toEqual(['deal.worked'])
  })

  it('tells a new owner once', () => {
    const given = [
      event('step.changed', 'call', { owner: ['anna', 'boris'] }),
      event('deal.assigned', 'racks', { owner: ['anna', 'boris'] }),
    ]
    expect(lines(given)).toEqual(['deal.assigned'])
    expect(lines(given.slice(0, 1))).toEqual(['step.changed'])
    const sooner = event('step.changed', 'call', { owner: ['anna', 'boris'], dueAt: ['2026', '2027'] })
    expect(lines([sooner, ...given.slice(1)])).toEqual(['step.changed', 'deal.assigned'])
  })

  it('tells a step that follows no other', () => {
    expect(lines([event('deal.restored', 'racks'), event('step.created', 'call')])).toEqual([
      'deal.restored',
      'step.created',
    ])
    const reopened = event('deal.reopened', 'racks', { nextStep: [null, 'call'], status: ['lost', 'open'] })
    expect(lines([reopened, event('step.created', 'call')])).toEqual(['deal.reopened'])
  })
})
