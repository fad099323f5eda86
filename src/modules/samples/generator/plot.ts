import { closesAt, opensAt, type WorkCalendar } from './calendar.ts'
import type { Dice } from './dice.ts'
import type { Habits } from './habits.ts'

/** How a story stands at the end: still going, gone to sleep for months, or over. */
export type Ending = 'open' | 'parked' | 'won' | 'lost'

/** One thing that happens in a story. */
export type Move = 'created' | 'noted' | 'result' | 'postponed' | 'parked' | 'won' | 'lost'

/** A move in its place: the working day and the minute of the day. */
export interface Beat {
  move: Move
  workday: number
  minute: number
}

interface PacedMove {
  move: Move
  /** Working days since the move before. */
  gap: number
}

export interface PlotRequest {
  subject: 'lead' | 'deal'
  ending: Ending
  stages: number
  habits: Habits
}

/** What happens, in order, and how long each thing takes. */
export function plot({ subject, ending, stages, habits }: PlotRequest, dice: Dice): PacedMove[] {
  const lastStage = ending === 'won' ? stages - 1 : stageReached(ending, stages, dice)
  const slow = subject === 'deal' ? 2 : 1
  const days = (least: number, most: number) => Math.round(dice.between(least, most) * slow * habits.pace)
  const moves: PacedMove[] = [{ move: 'created', gap: 0 }]
  const putOff = () => {
    for (let times = 0; times < 4 && dice.chance(habits.putsOff); times++)
      moves.push({ move: 'postponed', gap: days(0, 2) })
  }
  for (let stage = 0; stage <= lastStage; stage++) {
    if (dice.chance(0.22)) moves.push({ move: 'noted', gap: 0 })
    putOff()
    // Few stand where they came in without anybody having tried.
    if (ending === 'open' && lastStage === 0 && moves.length === 1 && dice.chance(0.6))
      moves.push({ move: 'postponed', gap: days(0, 2) })
    if (stage < lastStage) moves.push({ move: 'result', gap: stage === 0 ? days(0, 1) : days(1, 3) })
  }
  // Before giving up people try once more; before an open end they may just have tried.
  if (ending === 'lost') putOff()
  // A lead becomes a deal on a day of its own, so that the deal can begin at any hour.
  if (ending !== 'open') moves.push({ move: ending, gap: Math.max(1, days(1, 3)) })
  return moves
}

function stageReached(ending: Ending, stages: number, dice: Dice): number {
  // What has come as far as money seldom falls through.
  if (ending === 'lost') return Math.min(dice.between(0, stages - 1), dice.between(0, stages - 1))
  // A healthy funnel is wide at the mouth.
  return Number(
    dice.weighted(
      Object.fromEntries(Array.from({ length: stages }, (_, stage) => [String(stage), stages - stage])),
    ),
  )
}

/** Where the last beat of a story is nailed to the calendar; without a minute any hour will do. */
export interface Nail {
  workday: number
  minute?: number
  /** No beat lies before this working day; a longer story is told faster. */
  floor: number
}

/** Hangs a story on the calendar by its end. */
export function hang(moves: PacedMove[], nail: Nail, calendar: WorkCalendar, dice: Dice): Beat[] {
  const length = moves.reduce((sum, { gap }) => sum + gap, 0)
  const pace = Math.min(1, (nail.workday - nail.floor) / Math.max(1, length))
  const beats: Beat[] = []
  let workday = nail.workday
  for (const { move, gap } of moves.toReversed()) {
    const isNailed = beats.length === 0 && nail.minute !== undefined
    beats.unshift({ move, workday, minute: 0 })
    workday -= Math.max(isNailed ? 1 : 0, Math.floor(gap * pace))
  }
  setMinutes(beats, nail, calendar, dice)
  return beats
}

function setMinutes(beats: Beat[], nail: Nail, calendar: WorkCalendar, dice: Dice): void {
  for (const workday of new Set(beats.map((beat) => beat.workday))) {
    const sameDay = beats.filter((beat) => beat.workday === workday)
    const latest = workday === 0 ? Math.min(closesAt - 10, calendar.minuteNow - 2) : closesAt - 10
    const share = (latest - opensAt) / sameDay.length
    // One roll in each equal part of the day keeps the order and leaves time between.
    sameDay.forEach((beat, index) => {
      beat.minute = Math.floor(opensAt + share * (index + 0.1 + dice.roll() * 0.8))
    })
  }
  const last = beats.at(-1)
  if (last && nail.minute !== undefined) last.minute = nail.minute
}

// Trade sleeps in January and in summer and wakes up in September.
const bustle = [0.5, 0.9, 1.05, 1.05, 0.8, 0.9, 0.7, 0.7, 1.15, 1.25, 1.25, 1]

/** A working day of the past on which something may well have ended: more of them lately and in season. */
export function busyDay(floor: number, calendar: WorkCalendar, dice: Dice): number {
  for (;;) {
    const workday = dice.between(floor, calendar.lastWorked)
    const season = (bustle[calendar.monthOf(workday) - 1] ?? 1) / 1.25
    const growth = 1 - (0.1 * workday) / floor
    const friday = calendar.weekdayOf(workday) === 5 ? 0.75 : 1
    if (dice.chance(season * growth * friday)) return workday
  }
}
