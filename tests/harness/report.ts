import type { PartResult } from './driver.ts'

export interface Floor {
  acknowledged: number
  faults: number
}

export interface Report {
  outcome: 'passed' | 'failed' | 'invalid'
  seed: number
  commit: string
  command: string
  acknowledged: number
  faults: number
  recovery: { p50: number; p95: number; most: number } | null
  /** Why what was asked for could not be done on this machine. */
  skipped: string[]
  parts: PartResult[]
}

/** What a run comes to. One that did too little proves nothing. */
export function reportOf(
  parts: PartResult[],
  about: Pick<Report, 'seed' | 'commit' | 'command' | 'skipped'>,
  floor: Floor,
): Report {
  const acknowledged = parts.reduce((sum, { counts }) => sum + counts.acknowledged, 0)
  const struck = parts.flatMap((part) => part.struck)
  const times = struck.flatMap(({ recovery }) => recovery ?? []).sort((a, b) => a - b)
  const hasFailed =
    parts.some(({ breaches, ownEnds }) => breaches.length + ownEnds.length > 0) ||
    struck.some(({ recovery }) => recovery === null)
  const isEnough = acknowledged >= floor.acknowledged && struck.length >= floor.faults
  return {
    outcome: hasFailed ? 'failed' : isEnough ? 'passed' : 'invalid',
    ...about,
    acknowledged,
    faults: struck.length,
    recovery:
      times.length > 0
        ? { p50: quantile(times, 0.5), p95: quantile(times, 0.95), most: times.at(-1)! }
        : null,
    parts,
  }
}

/** The same for people: short, the worst first. */
export function summaryOf(report: Report): string {
  const { outcome, seed, acknowledged, faults, recovery, parts, skipped } = report
  const lines = [`${outcome.toUpperCase()}  seed ${seed}  ${acknowledged} acknowledged  ${faults} faults`]
  if (recovery)
    lines.push(
      `writes again after p50 ${recovery.p50} ms, p95 ${recovery.p95} ms, at most ${recovery.most} ms`,
    )
  for (const part of parts) {
    const { counts, breaches, struck, looks } = part
    lines.push(
      `${part.ground}: ${counts.acknowledged} acknowledged, ${counts.refused} refused, ${counts.unknown} unknown (${counts.unknownDone} done), ${counts.replayed} replayed, ${looks} looks, ${struck.length} faults in ${part.seconds} s`,
    )
    for (const how of part.ownEnds) lines.push(`  ✗ ended by itself: ${how}`)
    for (const { fault } of struck.filter((one) => one.recovery === null))
      lines.push(`  ✗ no write after ${fault}`)
    for (const { check, what, key } of breaches) lines.push(`  ✗ ${check}: ${what}${key ? ` (${key})` : ''}`)
    if (part.history.length > 0)
      lines.push('  history of the first:', ...part.history.map((line) => `    ${JSON.stringify(line)}`))
  }
  for (const [fault, times] of byFault(parts))
    lines.push(
      `${fault}: ${times.length} times, writes again after ${times.map((ms) => ms ?? '–').join(', ')} ms`,
    )
  for (const why of skipped) lines.push(`skipped: ${why}`)
  return lines.join('\n')
}

function byFault(parts: readonly PartResult[]): Map<string, (number | null)[]> {
  const times = new Map<string, (number | null)[]>()
  for (const { fault, recovery } of parts.flatMap(({ struck }) => struck))
    times.set(fault, [...(times.get(fault) ?? []), recovery])
  return times
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]!
}
