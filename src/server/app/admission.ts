import { Failure } from '../../kernel/errors/errors.ts'

/** How much is worked on at once, and for how long the rest may wait. */
export interface AdmissionLimits {
  /** Requests at work. More of them do not get more done, each only takes longer: one processor carries them all. */
  atOnce: number
  /** Of them, those of one group: the last places are for somebody else. */
  ofOneGroup: number
  /**
   * A group that asks for too much while another asks for little has one place, and only while none of the others is
   * at work: those are not to feel it. It begins one after so many milliseconds all the same.
   */
  betweenOthers: number
  /** Whoever is at work for longer waits for something and not for the processor: its place is given to the next … */
  slow: number
  /**
   * … as long as there are no more of these. With those above they stay below the number of database connections, so
   * that health and live updates always find one.
   */
  mostSlow: number
  /** Requests of one group in line. A page asks for a dozen things, and an office opens at nine. */
  inLine: number
  /** Nobody waits for longer. All times are in milliseconds. */
  patience: number
  /** A line that has not been empty for so long, or has been full, is no rush but too much work: it is kept short. */
  rush: number
  shortLine: number
  shortPatience: number
  /** Where even the short line overflows, only who has just come is served; the others need not wait to learn that. */
  overfullPatience: number
}

const usual: AdmissionLimits = {
  atOnce: 6,
  ofOneGroup: 4,
  betweenOthers: 50,
  slow: 300,
  mostSlow: 4,
  inLine: 200,
  patience: 2000,
  rush: 1000,
  shortLine: 24,
  shortPatience: 1000,
  overfullPatience: 200,
}

const lookEvery = 20
const overfullFor = 1000
const presentFor = 1000
/** Not the time of day: that may leap. */
const now = () => performance.now()

/** Says who may work now, who waits and who is refused with `server.busy`. */
export interface Admission {
  /** Whether waiting would be in vain; costs next to nothing, so it comes before a request is even looked at. */
  isInVain(group: string): boolean
  /** Resolves when there is a place. Call what it gives when the work is done; calling it twice does no harm. */
  enter(group: string, signal?: AbortSignal): Promise<() => void>
  /** Ends the watch; who waits is refused. */
  close(): void
}

interface Waiting {
  since: number
  begin(): void
  refuse(): void
}

interface Working {
  group: Group
  since: number
  /** Its place has been given to somebody else. */
  isSlow: boolean
}

interface Group {
  name: string
  running: number
  /** When somebody of this group last came. */
  askedAt: number
  /** When one of this group was last let in. */
  begunAt: number
  /** The oldest first. */
  line: Waiting[]
  /** Since when somebody of this group has had to wait. */
  busySince: number | null
  /** When somebody of this group last found the short line full. */
  fullAt: number
}

/**
 * A few requests at work and a line in front of them. A rush is waited out. A line that stands is kept short, and of
 * one that overflows the newest are served: what is answered is answered in time, instead of everything late, and
 * nothing is done for people who have given up. Groups take turns, each with a line of its own: one that asks for too
 * much waits alone.
 */
export function createAdmission(limits: Partial<AdmissionLimits> = {}): Admission {
  const {
    atOnce,
    ofOneGroup,
    betweenOthers,
    slow,
    mostSlow,
    inLine,
    patience,
    rush,
    shortLine,
    shortPatience,
    overfullPatience,
  } = {
    ...usual,
    ...limits,
  }
  const groups = new Map<string, Group>()
  /** The oldest first. */
  const working = new Set<Working>()
  let running = 0
  let slowOnes = 0

  const isStanding = ({ busySince }: Group) => busySince !== null && now() - busySince > rush
  const isOverfull = ({ fullAt }: Group) => now() - fullAt < overfullFor

  function mayBegin(group: Group): boolean {
    if (running >= atOnce || group.running >= ofOneGroup) return false
    if (!isStanding(group)) return true
    const others = [...groups.values()].filter((other) => other !== group && !isStanding(other))
    if (!others.some(({ askedAt }) => now() - askedAt < presentFor)) return true
    const isTheirTurn = others.some((other) => other.running > 0) && now() - group.begunAt < betweenOthers
    return group.running === 0 && !isTheirTurn
  }

  function isInVain(name: string): boolean {
    const group = groups.get(name)
    if (!group || group.line.length < shortLine) return false
    group.fullAt = now()
    return isStanding(group)
  }

  async function enter(name: string, signal?: AbortSignal): Promise<() => void> {
    if (isInVain(name)) throw busy()
    const group = groups.get(name) ?? {
      name,
      running: 0,
      askedAt: 0,
      begunAt: 0,
      line: [],
      busySince: null,
      fullAt: -Infinity,
    }
    groups.set(name, group)
    group.askedAt = now()
    if (group.line.length > 0 || !mayBegin(group)) return leaveOf(await turn(group, signal))
    group.busySince = null
    return leaveOf(take(group))
  }

  function take(group: Group): Working {
    running++
    group.running++
    group.begunAt = now()
    const one = { group, since: now(), isSlow: false }
    working.add(one)
    return one
  }

  function giveUpPlace({ group }: Working) {
    running--
    group.running--
    serveWaiting()
  }

  function turn(group: Group, signal?: AbortSignal): Promise<Working> {
    group.busySince ??= now()
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        since: now(),
        begin: () => {
          // At once, not when the promise is heard of: till then somebody else would take the same place.
          const one = take(group)
          settle(() => resolve(one))
        },
        refuse: () => settle(() => reject(busy())),
      }
      const settle = (how: () => void) => {
        signal?.removeEventListener('abort', waiting.refuse)
        group.line = group.line.filter((one) => one !== waiting)
        how()
      }
      signal?.addEventListener('abort', waiting.refuse, { once: true })
      group.line.push(waiting)
      if (group.line.length <= inLine) return
      // More than a rush. It is the oldest that has waited in vain: the newest may still be answered in time.
      group.busySince = -Infinity
      group.line[0]!.refuse()
    })
  }

  function leaveOf(one: Working): () => void {
    return () => {
      if (!working.delete(one)) return
      if (one.isSlow) slowOnes--
      else giveUpPlace(one)
    }
  }

  /** A group may have more places than before, so one that leaves may make room for several. */
  function serveWaiting() {
    while (serveNext());
  }

  /** Whoever has waited in the group whose turn it is; that group goes to the end. Tells whether there was anybody. */
  function serveNext(): boolean {
    for (const group of groups.values()) {
      if (group.line.length === 0 || !mayBegin(group)) continue
      groups.delete(group.name)
      groups.set(group.name, group)
      const next = isOverfull(group) ? group.line.at(-1)! : group.line[0]!
      next.begin()
      return true
    }
    return false
  }

  function shorten(group: Group) {
    const tooMany = isStanding(group) ? group.line.length - shortLine : 0
    const calm = isStanding(group) ? shortPatience : patience
    const longest = isStanding(group) && isOverfull(group) ? overfullPatience : calm
    for (const [n, waiting] of group.line.entries())
      if (n < tooMany || now() - waiting.since > longest) waiting.refuse()
      else break
  }

  const watch = setInterval(() => {
    for (const one of working) {
      if (slowOnes >= mostSlow || now() - one.since < slow) break
      if (one.isSlow) continue
      one.isSlow = true
      slowOnes++
      giveUpPlace(one)
    }
    for (const group of groups.values()) {
      shorten(group)
      if (group.running === 0 && group.line.length === 0 && now() - group.askedAt > presentFor)
        groups.delete(group.name)
    }
    serveWaiting()
  }, lookEvery).unref()

  return {
    isInVain,
    enter,
    close() {
      clearInterval(watch)
      for (const group of groups.values()) for (const waiting of group.line) waiting.refuse()
    },
  }
}

/** Seconds after which who was refused may come back: not all of them at the same instant. */
export const retryAfters = [1, 2, 3] as const

export function anyOf<One>(several: readonly One[]): One {
  return several[Math.floor(Math.random() * several.length)]!
}

/** The refusal of whoever cannot be let in. */
function busy(): Failure {
  return new Failure('server.busy', { retryAfter: anyOf(retryAfters) })
}
