import { once } from 'node:events'
import { chmod, mkdir, rm } from 'node:fs/promises'
import pg from 'pg'
import type { CheckerNews, CheckerOrder, Verdict } from './checker.ts'
import type { Breach } from './checks/breach.ts'
import type { ClientNews, ClientOrder } from './client.ts'
import { type Ground, grounds } from './grounds.ts'
import type { Part } from './plan.ts'
import { type Started, signalGroup, startProcess } from './processes.ts'
import { randomOf } from './random.ts'
import { isWell, until } from './servers.ts'
import { type Place, setUpWorld } from './set-up.ts'
import { openSink, type Sink } from './sink.ts'
import type { World } from './world.ts'

export interface PartOptions {
  seed: number
  clients: number
  lanes: number
  /** Folder of the logs of this part. */
  folder: string
  /** Folder the data are made in; it must not be closed to other accounts. */
  place: string
  env: NodeJS.ProcessEnv
  weights: Record<string, number>
  say(text: string): void
  /** Told when the workspace is set up and people begin to work. */
  onBegun?(): void
  /** Ends the part as soon as a check has caught something. */
  untilBreach: boolean
}

export interface Struck {
  fault: string
  /** Milliseconds from its end to the first acknowledged write that was sent after it; null when none came. */
  recovery: number | null
}

export interface PartResult extends Verdict {
  ground: string
  seconds: number
  struck: Struck[]
  /** Apps that ended without having been told to. */
  ownEnds: string[]
}

/** Runs one part of a plan from an empty folder to the verdict. */
export async function runPart(part: Part, options: PartOptions): Promise<PartResult> {
  const { folder, place, say } = options
  await mkdir(folder, { recursive: true })
  await mkdir(place, { recursive: true })
  await chmod(place, 0o755)
  let ground: Ground | null = null
  let sink: Sink | null = null
  const helpers: Started[] = []
  try {
    ground = await grounds[part.ground]({ place, folder, env: options.env })
    sink = await openSink(folder, randomOf(options.seed, 'sink'))
    const world = await raise(ground, sink)
    say(`${part.ground}: the workspace is set up, ${options.clients} clients begin`)
    options.onBegun?.()
    return await live(part, ground, world, options, helpers)
  } finally {
    // Where a part fails they still wait for orders, and the run would never end.
    for (const { pid } of helpers) signalGroup(pid, 'SIGKILL')
    await ground?.close()
    await sink?.close()
    await rm(place, { recursive: true, force: true })
  }
}

/** Starts the apps and sets the workspace up through the first of them. */
async function raise({ apps, web, databaseUrl }: Ground, sink: Sink): Promise<World> {
  const [first, ...others] = apps
  await first!.start()
  const setupLink = await first!.says('/setup?token=')
  const world = await setUpWorld(web[0]!.url, setupLink, sink.url, async () => {
    const client = new pg.Client({ connectionString: await databaseUrl() })
    await client.connect()
    const { rows } = await client.query<Place>(
      `select schema_name as schema, pg_current_xact_id()::text as "firstTransaction" from onward.workspaces`,
    )
    await client.end()
    return rows[0]!
  })
  await Promise.all(others.map((app) => app.start()))
  return world
}

async function live(
  part: Part,
  ground: Ground,
  world: World,
  options: PartOptions,
  helpers: Started[],
): Promise<PartResult> {
  const { folder, say } = options
  const begun = Date.now()
  const breaches: Breach[] = []
  const checker = startProcess('checker', new URL('checker.ts', import.meta.url), { folder, channel: true })
  helpers.push(checker)
  const verdict = new Promise<Verdict>((resolve, reject) => {
    checker.child.on('message', (news: CheckerNews) => {
      if ('verdict' in news) resolve(news.verdict)
      else breaches.push(news.breach)
    })
    void checker.ended.then((how) =>
      reject(new Error(`the checker ended: ${how}; see ${folder}/checker.log`)),
    )
  })
  verdict.catch(() => undefined)
  const order = (text: CheckerOrder) => checker.child.send(text)
  const urls = ground.web.map(({ url }) => url)
  order({ watch: { databaseUrl: await ground.databaseUrl(), urls, folder, world } })

  const acknowledged = acknowledgements()
  const clients = startClients(ground, world, options, acknowledged.add)
  helpers.push(...clients)
  const progress = () =>
    'seconds' in part.length
      ? (Date.now() - begun) / 1000 / part.length.seconds
      : acknowledged.count() / part.length.acknowledged
  const isOver = () => progress() >= 1 || (options.untilBreach && breaches.length > 0)

  const random = randomOf(options.seed, `faults-${part.ground}`)
  const struck: Struck[] = []
  for (const { at, fault } of part.faults) {
    await until(`fault ${fault.name}`, async () => progress() >= at || isOver(), { patience: 3_600_000 })
    if (isOver()) break
    let over = Date.now()
    await fault.strike(ground, random, () => {
      over = Date.now()
    })
    await until(`writes after ${fault.name}`, async () => acknowledged.firstSentAfter(over) !== null, {
      patience: 60_000,
    }).catch(() => undefined)
    const first = acknowledged.firstSentAfter(over)
    const recovery = first === null ? null : first - over
    struck.push({ fault: fault.name, recovery })
    say(
      `${part.ground}: ${fault.name}, ${recovery === null ? 'NO WRITE SINCE' : `writes again after ${recovery} ms`}`,
    )
  }
  await until('the end of the part', async () => isOver(), { patience: 3_600_000 })
  for (const { child } of clients) child.send('stop')
  await Promise.all(clients.map(({ ended }) => ended))
  await Promise.all(ground.web.map(({ url, name }) => until(`${name} is well`, () => isWell(url))))
  order({ judge: { url: ground.web[0]!.url, databaseUrl: await ground.databaseUrl() } })
  const result = await verdict
  if (checker.child.connected) await once(checker.child, 'disconnect')
  return {
    ...result,
    ground: part.ground,
    seconds: Math.round((Date.now() - begun) / 1000),
    struck,
    ownEnds: ground.apps.flatMap(({ name, ownEnds }) => ownEnds.map((how) => `${name}: ${how}`)),
  }
}

function startClients(
  ground: Ground,
  world: World,
  { clients, lanes, seed, folder, weights }: PartOptions,
  onAcknowledged: (sentAt: number) => void,
): Started[] {
  return Array.from({ length: clients }, (_, n) => {
    const name = `c${n}`
    const started = startProcess(name, new URL('client.ts', import.meta.url), { folder, channel: true })
    started.child.on('message', (news: ClientNews) => {
      if ('acknowledged' in news) onAcknowledged(news.acknowledged)
    })
    const urls = ground.web.map(({ url }) => url)
    const order: ClientOrder = { name, seed, lanes, urls, world, folder, weights }
    started.child.send(order)
    return started
  })
}

/** Writes acknowledged so far, by the moment they were sent; recent ones are enough to find the first after a fault. */
function acknowledgements() {
  let count = 0
  let recent: { sentAt: number; at: number }[] = []
  return {
    count: () => count,
    add(sentAt: number) {
      count++
      recent.push({ sentAt, at: Date.now() })
      if (recent.length > 20_000) recent = recent.slice(-10_000)
    },
    firstSentAfter: (moment: number) => recent.find(({ sentAt }) => sentAt >= moment)?.at ?? null,
  }
}
