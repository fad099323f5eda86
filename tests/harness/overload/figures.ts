import type { Sample } from './crowd.ts'

/** What a load came to. */
export interface Figures {
  /** Answered as asked for, each second. */
  goodput: number
  /** Milliseconds of the answered ones. */
  p50: number
  p95: number
  p99: number
  answered: number
  /** Of all, by how much the 95th percentile was asked too late: what the crowd itself could not do. */
  lag: number
  /** 429 or 503 that said when to come back. */
  refused: number
  /** Refusals that said no such thing. */
  mute: number
  /** All refusals, by what was asked and what they were called. */
  refusals: Record<string, number>
  /** Answers of 500, and any other status that nobody should get here, by what they were. */
  faults: Record<string, number>
  /** Connections that broke, by how. */
  broken: Record<string, number>
}

export function figuresOf(samples: readonly Sample[], seconds: number): Figures {
  const good = samples.filter(isGood)
  const times = good.map(({ took }) => took).sort((a, b) => a - b)
  const refused = samples.filter(({ status }) => status === 429 || status === 503)
  const other = samples.filter((one) => !isGood(one) && !refused.includes(one))
  return {
    goodput: Math.round((good.length / seconds) * 10) / 10,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    p99: quantile(times, 0.99),
    answered: good.length,
    lag: quantile(
      samples.map(({ lag }) => lag).sort((a, b) => a - b),
      0.95,
    ),
    refused: refused.filter(({ saysWhen }) => saysWhen).length,
    mute: refused.filter(({ saysWhen }) => !saysWhen).length,
    refusals: counted(refused.map(({ status, why, kind }) => `${status} ${why} (${kind})`)),
    faults: counted(
      other.filter(({ status }) => status > 0).map(({ status, why, kind }) => `${status} ${why} (${kind})`),
    ),
    broken: counted(other.filter(({ status }) => status === 0).map(({ why }) => why)),
  }
}

export function isGood({ status }: Sample): boolean {
  // Two people of a crowd may complete or change the same thing: being told so is an answer too.
  return (status >= 200 && status < 300) || status === 409
}

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
