import { readFileSync } from 'node:fs'
import { chmod, mkdir, rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { quantile } from '../overload/figures.ts'
import { watchHealth } from '../overload/health-watch.ts'
import { openOffices } from '../overload/place.ts'
import { atMost, type Verdict } from '../overload/verdicts.ts'
import { type Attack, attacks } from './attacks.ts'

export interface HostileOptions {
  /** Names of attacks, or parts of them; all when empty. */
  chosen: readonly string[]
  folder: string
  place: string
  say(text: string): void
}

/** Strikes one attack after another while somebody else goes on working, and judges what that cost. */
export async function runHostile({
  chosen,
  folder,
  place,
  say,
}: HostileOptions): Promise<{ verdicts: Verdict[] }> {
  await mkdir(folder, { recursive: true })
  await chmod(place, 0o755)
  const offices = await openOffices(place, folder)
  const verdicts: Verdict[] = []
  try {
    const { url, pid } = offices
    const target = {
      url,
      port: Number(new URL(url).port),
      person: { id: '', name: '', headers: offices.first.people[0]! },
    }
    const other = { url, headers: offices.second.people[0]! }
    await work(other, 3000)
    const calm = await work(other, 5000)
    for (const attack of attacks.filter(({ name }) => chosen.every((part) => name.includes(part)))) {
      const judged = await judge(attack, () => attack.strike(target), pid, url, other, calm)
      for (const { promise, found, bound, holds } of judged)
        say(`${holds ? '✓' : '✗'} ${promise}: ${found} (${bound})`)
      verdicts.push(...judged)
    }
  } finally {
    await offices.close()
    await rm(place, { recursive: true, force: true })
  }
  return { verdicts }
}

interface Other {
  url: string
  headers: Record<string, string>
}

async function judge(
  { name, within, memory }: Attack,
  strike: () => Promise<string>,
  pid: () => number,
  url: string,
  other: Other,
  calm: number,
): Promise<Verdict[]> {
  const before = residentMegabytes(pid())
  let most = before
  const look = setInterval(() => {
    most = Math.max(most, residentMegabytes(pid()))
  }, 50)
  const endHealth = watchHealth(url)
  const begun = Date.now()
  let isOver = false
  const beside = work(other, 100_000, () => isOver)
  const outcome = await Promise.race([strike(), delay((within + 20) * 1000, 'NOT DONE WITH')])
  const took = (Date.now() - begun) / 1000
  await delay(Math.max(0, 2000 - took * 1000))
  isOver = true
  const p95 = await beside
  clearInterval(look)
  const health = await endHealth()
  return [
    {
      ...atMost(`${name}: done with after, s (${outcome})`, Math.round(took * 100) / 100, within),
      holds: took <= within && !/TOO MANY/.test(outcome),
    },
    atMost(`${name}: memory, + MB`, most - before, memory),
    atMost(`${name}: p95 of somebody else, ms`, p95, Math.round(calm * 20) / 10),
    atMost(`${name}: /health that said anything but well`, health.wrong.length, 0),
  ]
}

/** Somebody who looks at a list again and again; the 95th percentile of how long that takes, in milliseconds. */
async function work({ url, headers }: Other, milliseconds: number, isOver = () => false): Promise<number> {
  const end = Date.now() + milliseconds
  const times: number[] = []
  while (Date.now() < end && !isOver()) {
    const begun = performance.now()
    const answer = await fetch(`${url}/api/v1/deals?limit=50`, { headers })
    await answer.text()
    times.push(answer.ok ? performance.now() - begun : 60_000)
    await delay(20)
  }
  return Math.round(
    quantile(
      times.sort((a, b) => a - b),
      0.95,
    ),
  )
}

function residentMegabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kilobytes) / 1024)
}
