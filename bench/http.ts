import { Agent, request } from 'node:http'

/** Sends as one signed-in person and reads the answer; an answer of 400 or more throws. */
// biome-ignore lint/suspicious/noExplicitAny: a bench looks at the one member it needs
export type Sender = (method: string, path: string, body?: object) => Promise<any>

/** Keeps its connections open, as browsers do, and costs as little as Node can. */
export function senderTo(url: string, cookie: string): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const { hostname, port } = new URL(url)
  // Whoever is told to come back later does, as the web client: the wait is part of the time.
  const ask: Sender = (method, path, body) =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : JSON.stringify(body)
      const headers: Record<string, string> = { cookie, origin: url }
      if (text !== undefined) {
        headers['content-type'] = 'application/json'
        headers['content-length'] = String(Buffer.byteLength(text))
      }
      const sent = request({ agent, hostname, port, method, path: `/api/v1${path}`, headers }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () => {
          const said = Buffer.concat(chunks).toString()
          const { statusCode = 0 } = answer
          const later = Number(answer.headers['retry-after'])
          if (statusCode === 503 && later > 0)
            setTimeout(() => ask(method, path, body).then(resolve, reject), later * 1000)
          else if (statusCode >= 400)
            reject(new Error(`${method} ${path}: ${statusCode} ${said.slice(0, 300)}`))
          else resolve(said === '' ? null : JSON.parse(said))
        })
      })
      sent.on('error', reject)
      sent.end(text)
    })
  return ask
}
