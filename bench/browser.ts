/**
 * What a person at a browser waits for: `npx tsx bench/browser.ts [--size M --slow --write --keep folder]`. Slow is the reference profile
 * of the budgets: a processor four times slower, 10 Mbit/s and 40 ms. Needs a build (`npm run build`).
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { firstLoadSizes } from '../scripts/first-load.js'
import { launchChromium } from '../tests/helpers/browser-binary.ts'
import type { SizeName } from './fill/sizes.ts'
import { ms } from './measure.ts'
import { openPlace, type Place } from './place.ts'
import { machine, putInto } from './report.ts'

const { values: flags } = parseArgs({
  options: {
    size: { type: 'string', default: 'M' },
    slow: { type: 'boolean', default: false },
    keep: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
})
const size = flags.size as SizeName
const turns = 5

/** A screen: its name, its address and what is there once its first row is. */
type Screen = readonly [name: string, path: string, sign: string]
const contacts: Screen = ['Contacts', '/contacts', '[role=row][aria-rowindex="2"]']
const deals: Screen = ['Deals, the board', '/deals', 'article']
const screens: Screen[] = [contacts, ['Today', '/today', '[aria-current=true]'], deals]

const place = await openPlace(size, (line) => console.error(line), flags.keep)
const browser = await launchChromium()
try {
  const profile = flags.slow ? 'a slow processor and line' : 'this machine'
  const lines = [
    `Size ${size} on ${machine()}, the browser as on ${profile}; medians of ${turns}.`,
    '',
    '| What | median, ms | slowest | requests | KB |',
    '| --- | --: | --: | --: | --: |',
  ]
  const tell = (line: string) => {
    console.error(line)
    lines.push(line)
  }
  for (const [name, path, sign] of screens) {
    const cold: Load[] = []
    const warm: Load[] = []
    for (let turn = 0; turn < turns; turn++) {
      const visit = await openVisit(browser, place)
      cold.push(await visit.load(path, sign))
      warm.push(await visit.load(path, sign))
      await visit.close()
    }
    tell(row(`${name}: first row, nothing in the cache`, cold))
    tell(row(`${name}: first row, again`, warm))
  }
  const visit = await openVisit(browser, place)
  await visit.load('/today', '[aria-current=true]')
  tell(row('Today: from a key press to its paint', await visit.presses(40)))
  for (const [name, path, sign] of [contacts, deals]) {
    await visit.load(path, sign)
    tell(row(`${name}: a frame while scrolling`, await visit.scroll(sign)))
  }
  await visit.close()
  const { js, css } = await firstLoadSizes(join(import.meta.dirname, '../dist/web'))
  lines.push(
    '',
    `Before the first screen a browser loads ${js.toFixed(0)} KB of JavaScript and ${css.toFixed(0)} KB of CSS, gzipped.`,
  )
  console.log(lines.join('\n'))
  if (flags.write) await putInto(flags.slow ? 'browser, reference profile' : 'browser', lines.join('\n'))
} finally {
  await browser.close()
  await place.close(0)
}

interface Load {
  time: number
  requests: number
  bytes: number
}

function row(name: string, loads: Load[]): string {
  const times = loads.map(({ time }) => time).sort((a, b) => a - b)
  const [first] = loads
  return `| ${name} | ${ms(times[Math.floor(times.length / 2)]!)} | ${ms(times.at(-1)!)} | ${first?.requests || '–'} | ${first?.bytes ? Math.round(first.bytes / 1024) : '–'} |`
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
    scroll: (sign: string) => scroll(page, sign),
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

/** Turns the wheel over the rows for a few seconds, further ones being fetched on the way; the time of each frame. */
async function scroll(page: Page, sign: string): Promise<Load[]> {
  const box = await page.locator(sign).first().boundingBox()
  if (!box) throw new Error(`nothing to scroll at ${sign}`)
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.evaluate(`{
    let last = performance.now()
    globalThis.__frames = []
    const frame = (now) => { globalThis.__frames.push(now - last); last = now; requestAnimationFrame(frame) }
    requestAnimationFrame(frame)
  }`)
  for (let turn = 0; turn < 60; turn++) await page.mouse.wheel(0, 400)
  const frames = (await page.evaluate('globalThis.__frames')) as number[]
  return frames.slice(1).map((time) => ({ time, requests: 0, bytes: 0 }))
}
