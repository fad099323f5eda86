/**
 * What a person at a browser waits for: `npx tsx bench/browser.ts [--size M] [--slow]`. Slow is the reference profile
 * of the budgets: a processor four times slower, 10 Mbit/s and 40 ms. Needs a build (`npm run build`).
 */
import { parseArgs } from 'node:util'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { launchChromium } from '../tests/helpers/browser-binary.ts'
import type { SizeName } from './fill/sizes.ts'
import { ms } from './measure.ts'
import { openPlace, type Place } from './place.ts'
import { machine } from './report.ts'

const { values: flags } = parseArgs({
  options: {
    size: { type: 'string', default: 'M' },
    slow: { type: 'boolean', default: false },
    keep: { type: 'string' },
  },
})
const size = flags.size as SizeName
const turns = 5

const place = await openPlace(size, (line) => console.error(line), flags.keep)
const browser = await launchChromium()
try {
  console.log(
    `Size ${size} on ${machine()}${flags.slow ? ', reference profile' : ''}; medians of ${turns}.\n`,
  )
  console.log('| What | median, ms | slowest | requests | KB |\n|---|--:|--:|--:|--:|')
  for (const [name, path, sign] of [
    ['Contacts', '/contacts', '[role=row][aria-rowindex="2"]'],
    ['Today', '/today', '[aria-current=true]'],
    ['Deals, the board', '/deals', 'article'],
  ] as const) {
    const cold: Load[] = []
    const warm: Load[] = []
    for (let turn = 0; turn < turns; turn++) {
      const visit = await openVisit(browser, place)
      cold.push(await visit.load(path, sign))
      warm.push(await visit.load(path, sign))
      await visit.close()
    }
    print(`${name}, first row, cold`, cold)
    print(`${name}, first row, warm`, warm)
  }
  const visit = await openVisit(browser, place)
  await visit.load('/today', '[aria-current=true]')
  print('Today, a key press to its paint', await visit.presses(40))
  await visit.close()
} finally {
  await browser.close()
  await place.close(0)
}

interface Load {
  time: number
  requests: number
  bytes: number
}

function print(name: string, loads: Load[]): void {
  const times = loads.map(({ time }) => time).sort((a, b) => a - b)
  const [first] = loads
  console.log(
    `| ${name} | ${ms(times[Math.floor(times.length / 2)]!)} | ${ms(times.at(-1)!)} | ${first?.requests || '–'} | ${first?.bytes ? Math.round(first.bytes / 1024) : '–'} |`,
  )
}

/** A browser of its own, signed in as a manager with work to do. */
async function openVisit(from: Browser, { server, cookies }: Place) {
  const context = await from.newContext({ viewport: { width: 1440, height: 900 }, baseURL: server.url })
  const [name = '', value = ''] = cookies[0]!.split('=')
  const url = server.url.replace('http:', 'https:')
  await context.addCookies([{ name, value, url, httpOnly: true, secure: true, sameSite: 'Lax' }])
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  if (flags.slow) await slowDown(session)
  return {
    load: (path: string, sign: string) => load(page, session, path, sign),
    presses: (count: number) => presses(page, count),
    close: () => context.close(),
  }
}

async function slowDown(session: CDPSession): Promise<void> {
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const bytesPerSecond = (10 * 1024 * 1024) / 8
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 40,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  })
}

/** From the address being opened until the first row is painted. */
async function load(page: Page, session: CDPSession, path: string, sign: string): Promise<Load> {
  await page.goto('about:blank')
  let bytes = 0
  let requests = 0
  const count = ({ encodedDataLength }: { encodedDataLength: number }) => {
    bytes += encodedDataLength
    requests++
  }
  session.on('Network.loadingFinished', count)
  const start = performance.now()
  await page.goto(path, { waitUntil: 'commit' })
  await page.locator(sign).first().waitFor()
  const time = performance.now() - start
  session.off('Network.loadingFinished', count)
  return { time, requests, bytes }
}

/** Walks down and up the queue; from each press until the next frame has been painted. */
async function presses(page: Page, count: number): Promise<Load[]> {
  await page.waitForLoadState('networkidle').catch(() => {})
  const loads: Load[] = []
  await page.evaluate(`addEventListener('keydown', () => {
    const start = performance.now()
    requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => { globalThis.__paint = performance.now() - start }; channel.port2.postMessage(0) })
  }, true)`)
  for (let n = 0; n < count; n++) {
    await page.evaluate('globalThis.__paint = 0')
    await page.keyboard.press(n % 20 < 10 ? 'j' : 'k')
    let time = 0
    while (time === 0) time = (await page.evaluate('globalThis.__paint')) as number
    loads.push({ time, requests: 0, bytes: 0 })
  }
  return loads
}
