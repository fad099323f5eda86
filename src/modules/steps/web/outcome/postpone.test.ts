import { expect, test } from 'vitest'
import { postponeMoments } from './postpone.ts'

const moscow = 'Europe/Moscow'

test('a step due this morning is put off to the same time of another day', () => {
  // Thursday, 12:02 in Moscow.
  const moments = postponeMoments(new Date('2026-11-19T09:02:00Z'), '2026-11-19T06:30:00.000Z', moscow)
  expect(moments).toEqual({
    hour: '2026-11-19T10:05:00.000Z',
    tomorrow: '2026-11-20T06:30:00.000Z',
    monday: '2026-11-23T06:30:00.000Z',
    week: '2026-11-26T06:30:00.000Z',
  })
})

test('on a Monday the next Monday is a week away, on a Sunday a day', () => {
  const due = '2026-11-10T07:00:00.000Z'
  expect(postponeMoments(new Date('2026-11-23T07:00:00Z'), due, moscow).monday).toBe(
    '2026-11-30T07:00:00.000Z',
  )
  expect(postponeMoments(new Date('2026-11-22T07:00:00Z'), due, moscow).monday).toBe(
    '2026-11-23T07:00:00.000Z',
  )
})

test('the time of day stays when clocks change in between', () => {
  const moments = postponeMoments(
    new Date('2026-10-24T10:00:00Z'),
    '2026-10-24T08:00:00.000Z',
    'Europe/Berlin',
  )
  expect(moments.tomorrow).toBe('2026-10-25T09:00:00.000Z')
})
