import { get } from 'node:http'
import type { Place } from './place.ts'

/** Opens 200 pages, changes a record and waits until the last page has heard of it; in milliseconds, the median of five. */
export async function fanOut({ server, cookies, send, world }: Place): Promise<number> {
  // The server keeps five pages for each person open.
  const pages = await Promise.all(
    cookies.slice(0, 40).flatMap((cookie) => Array.from({ length: 5 }, () => openPage(server.url, cookie))),
  )
  const times: number[] = []
  for (let turn = 0; turn < 5; turn++) {
    const id = world.id('contact', turn * 7)
    const heard = Promise.all(pages.map((page) => page.hears(id)))
    const start = performance.now()
    await send('PATCH', `/contacts/${id}`, { version: null, changes: { city: `Город ${Math.random()}` } })
    await heard
    times.push(performance.now() - start)
  }
  for (const page of pages) page.close()
  return times.sort((a, b) => a - b)[2]!
}

interface OpenPage {
  hears(text: string): Promise<void>
  close(): void
}

function openPage(url: string, cookie: string): Promise<OpenPage> {
  return new Promise((resolve, reject) => {
    const waiting: { text: string; done: () => void }[] = []
    const request = get(`${url}/api/v1/live`, { headers: { cookie } }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`live: ${answer.statusCode}`))
      answer.on('data', (chunk: Buffer) => {
        const said = chunk.toString()
        for (const one of waiting) if (said.includes(one.text)) one.done()
      })
      // A page that is closed ends in the middle of its stream.
      answer.on('error', () => {})
      resolve({
        hears: (text) => new Promise((done) => waiting.push({ text, done })),
        close: () => request.destroy(),
      })
    })
    request.on('error', reject)
  })
}
