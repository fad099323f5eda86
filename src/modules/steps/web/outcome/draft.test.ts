import { describe, expect, test } from 'vitest'
import { completeStep } from '../../step.commands.ts'
import { type Draft, lacksReason, type Subject, startDraft, switchOutcome, toInput } from './draft.ts'

const id = '0193f2a0-0000-7000-8000-000000000001'
const stage = '0193f2a0-0000-7000-8000-000000000002'
const now = new Date('2026-11-19T09:00:00Z')

function subject(postponements = 0): Subject {
  const step = {
    id,
    kind: stage,
    title: null,
    dueAt: '2026-11-19T06:30:00.000Z',
    owner: id,
    attempt: 1,
    postponements,
  }
  return { step, entity: 'deal', record: { id, title: 'Racks', stage } }
}

function draft(outcome: Draft['outcome'], changes: Partial<Draft> = {}, of = subject()): Draft {
  return { ...startDraft(outcome, of, now, 'Europe/Moscow'), ...changes }
}

describe('a result', () => {
  test('with nothing changed leaves the next step to the suggestion of the stage', () => {
    expect(toInput(draft('result'), subject(), {})).toEqual({ step: id, outcome: 'result' })
  })

  test('names only what was changed', () => {
    const input = toInput(draft('result', { to: stage, owner: id, note: ' agreed ' }), subject(), {
      task: 'racks',
    })
    expect(input).toEqual({
      step: id,
      outcome: 'result',
      stage,
      next: { owner: id },
      note: 'agreed',
      answers: { task: 'racks' },
    })
    expect(completeStep.input.safeParse(input).success).toBe(true)
  })

  test('that wins has no next step', () => {
    expect(toInput(draft('result', { to: 'win', owner: id }), subject(), {})).toEqual({
      step: id,
      outcome: 'result',
      win: true,
    })
  })
})

describe('a postponement', () => {
  test('is to tomorrow at the same time', () => {
    const input = toInput(draft('postponed'), subject(), {})
    expect(input).toEqual({ step: id, outcome: 'postponed', dueAt: '2026-11-20T06:30:00.000Z' })
    expect(completeStep.input.safeParse(input).success).toBe(true)
  })

  test('asks why from the third in a row', () => {
    expect(lacksReason(draft('postponed'), subject(1))).toBe(false)
    expect(lacksReason(draft('postponed'), subject(2))).toBe(true)
    expect(lacksReason(draft('postponed', { reason: 'on leave' }), subject(2))).toBe(false)
  })
})

describe('a refusal', () => {
  test('always asks why', () => {
    expect(lacksReason(draft('refused'), subject())).toBe(true)
    expect(lacksReason(draft('refused', { reason: '  ' }), subject())).toBe(true)
  })

  test('closes, or comes back in some months', () => {
    expect(toInput(draft('refused', { reason: 'price' }), subject(), {})).toEqual({
      step: id,
      outcome: 'refused',
      reason: 'price',
    })
    const returning = toInput(draft('refused', { reason: 'price', fate: 6 }), subject(), {})
    expect(returning).toEqual({ step: id, outcome: 'refused', reason: 'price', returnInMonths: 6 })
    expect(completeStep.input.safeParse(returning).success).toBe(true)
  })
})

test('another outcome keeps the comment and forgets the reason', () => {
  const switched = switchOutcome(draft('refused', { reason: 'price', note: 'called twice' }), 'postponed')
  expect(switched).toMatchObject({ outcome: 'postponed', reason: '', note: 'called twice' })
})
