import { connect, type Socket } from 'node:net'
import type { Readable } from 'node:stream'

export interface ClamdPlace {
  host: string
  port: number
}

export type Verdict = { clean: true } | { clean: false; name: string }

/** Nothing heard for so long ends a scan. */
const silence = 60_000
const longestAnswer = 4096

/**
 * Has bytes looked at by ClamAV's daemon (command INSTREAM: chunks with their length in front, an empty one at the
 * end). Throws when it cannot be reached or could not judge.
 */
export async function scan({ host, port }: ClamdPlace, content: Readable): Promise<Verdict> {
  const socket = connect({ host, port })
  socket.setTimeout(silence, () => socket.destroy(new Error('clamd is silent')))
  const answer = readAnswer(socket)
  // It may say what it thinks before everything was sent, and hang up.
  const sent = sendChunks(socket, content).catch(() => {})
  try {
    const said = await answer
    if (/: OK$/.test(said)) return { clean: true }
    const found = /: (.+) FOUND$/.exec(said)?.[1]
    if (found) return { clean: false, name: found }
    throw new Error(`clamd: ${said}`)
  } finally {
    content.destroy()
    socket.destroy()
    await sent
  }
}

async function sendChunks(socket: Socket, content: Readable): Promise<void> {
  await write(socket, Buffer.from('zINSTREAM\0'))
  for await (const chunk of content as AsyncIterable<Buffer>) {
    if (chunk.length === 0) continue
    await write(socket, lengthOf(chunk.length))
    await write(socket, chunk)
  }
  await write(socket, lengthOf(0))
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()))
  })
}

function readAnswer(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (part) => {
      text += part
      if (text.includes('\0') || text.length > longestAnswer) resolve(text.split('\0')[0]!.trim())
    })
    socket.on('error', reject)
    socket.on('close', () => (text ? resolve(text.trim()) : reject(new Error('clamd hung up'))))
  })
}
