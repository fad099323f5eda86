import { once } from 'node:events'
import { createServer } from 'node:net'

/** Whether the app could listen there. */
export function isPortFree(port: number, host: string): Promise<boolean> {
  const probe = createServer()
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}

/** The port itself if it is free, else the next free one. */
export async function freePortFrom(port: number, host: string): Promise<number> {
  let candidate = port
  while (candidate < 65_535 && !(await isPortFree(candidate, host))) candidate++
  return candidate
}

/** A port that the system chooses, so that it is known before the app makes links with it. */
export async function anyFreePort(host: string): Promise<number> {
  const probe = createServer().listen(0, host)
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return address.port
}
