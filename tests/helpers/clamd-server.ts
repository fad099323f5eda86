import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'

/** A virus scanner that finds EICAR's harmless test file, and understands INSTREAM only. */
export async function startClamdServer(): Promise<{
  address: string
  seen: Buffer[]
  close(): Promise<void>
}> {
  const seen: Buffer[] = []
  const server = createServer((socket) => {
    let heard = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', (part: Buffer) => {
      heard = Buffer.concat([heard, part])
      const content = contentOf(heard)
      if (!content) return
      seen.push(content)
      socket.end(content.includes('EICAR') ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `127.0.0.1:${port}`,
    seen,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** What was sent, once the chunk that ends it is there. */
function contentOf(heard: Buffer): Buffer | null {
  const greeting = 'zINSTREAM\0'
  if (heard.length < greeting.length || heard.subarray(0, greeting.length).toString() !== greeting)
    return null
  const chunks: Buffer[] = []
  for (let at = greeting.length; at + 4 <= heard.length; ) {
    const length = heard.readUInt32BE(at)
    if (length === 0) return Buffer.concat(chunks)
    if (at + 4 + length > heard.length) return null
    chunks.push(heard.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return null
}
