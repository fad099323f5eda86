import { pino } from 'pino'
import { serverModules } from '../modules/server.ts'
import type { Config } from '../server/app/config.ts'
import { closeServices, openServices, type RunningApp, serve } from '../server/app/serve.ts'
import { type OpenDatabase, openDatabase } from '../server/db/open-database.ts'
import { say } from './say.ts'
import { stopSignal } from './stop-signal.ts'

/** What `announce` gets: the web app of this process, or null for a process with the role `worker`. */
export type Announce = (app: RunningApp | null) => Promise<void> | void

/**
 * Runs Onward until it is told to stop: database, app, and in reverse order at the end, so that requests
 * in hand are answered before the database goes. Returns the exit code.
 */
export async function runApp(config: Config, announce: Announce): Promise<number> {
  // From the first moment: a Ctrl-C while starting must not leave the database behind.
  const stopped = stopSignal()
  const database = await openDatabase(config, pino({ level: config.logLevel, name: 'database' }))
  try {
    const app = await startApp(config, database.url)
    try {
      await announce(app.web)
      return await untilTheEnd(database, stopped)
    } finally {
      await app.close()
    }
  } finally {
    await database.close()
  }
}

interface AnyApp {
  web: RunningApp | null
  close(): Promise<void>
}

async function startApp(config: Config, databaseUrl: string): Promise<AnyApp> {
  const options = { databaseUrl, modules: serverModules }
  if (config.role === 'worker') {
    const services = await openServices(config, options)
    return { web: null, close: () => closeServices(services) }
  }
  const web = await serve(config, options)
  return { web, close: () => web.close() }
}

function untilTheEnd({ engine }: OpenDatabase, stopped: Promise<void>): Promise<number> {
  return new Promise((resolve) => {
    engine?.onExit((reason) => {
      say('database-gone', { reason })
      resolve(1)
    })
    void stopped.then(() => {
      say('stopping')
      resolve(0)
    })
  })
}
