import { appendFile, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Random } from './random.ts'

/** A message as it came in, whatever it was answered. */
export interface Received {
  id: string
  timestamp: string
  signature: string
  body: string
}

export interface Sink {
  url: string
  close(): Promise<void>
}

const fileOf = (folder: string) => join(folder, 'sink.jsonl')

/**
 * Somebody outside who is told of things. He writes down what he hears, and is as unreliable as such people are: now and
 * then he is busy, or hangs up before he has answered. He hears of that again five seconds later.
 */
export async function openSink(folder: string, random: Random): Promise<Sink> {
  const server = createServer(async (request, answer) => {
    let body = ''
    request.setEncoding('utf8')
    for await (const part of request) body += part
    const header = (name: string) => String(request.headers[name] ?? '')
    const received: Received = {
      id: header('webhook-id'),
      timestamp: header('webhook-timestamp'),
      signature: header('webhook-signature'),
      body,
    }
    await appendFile(fileOf(folder), `${JSON.stringify(received)}\n`)
    const mood = random(60)
    if (mood === 0) request.socket.destroy()
    else answer.writeHead(mood === 1 ? 503 : 204).end()
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export async function readReceived(folder: string): Promise<Received[]> {
  const text = await readFile(fileOf(folder), 'utf8').catch(() => '')
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Received)
}
