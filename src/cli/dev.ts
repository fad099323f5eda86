import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pino } from 'pino'
import { type ConfigFlags, projectRoot, readConfig } from '../server/app/config.ts'
import { openDatabase } from '../server/db/open-database.ts'
import { freePortFrom } from './ports.ts'
import { stopSignal } from './stop-signal.ts'

/**
 * `onward dev`: Vite serves the web app with hot reload and passes API calls on to a server that restarts
 * when its sources change. The database belongs to this process, so such a restart takes no time.
 */
export async function dev(flags: ConfigFlags): Promise<number> {
  const config = readConfig(process.env, flags)
  const port = await freePortFrom(config.port, config.host)
  const serverPort = await freePortFrom(port + 1, '127.0.0.1')
  const stopped = stopSignal()
  const database = await openDatabase(config, pino({ level: config.logLevel, name: 'database' }))
  const server = watchServer({
    DATABASE_URL: database.url,
    PORT: String(serverPort),
    HOST: '127.0.0.1',
    BASE_URL: `http://localhost:${port}`,
  })
  process.env.ONWARD_DEV_SERVER = `http://127.0.0.1:${serverPort}`
  const { createServer } = await import('vite')
  const web = await createServer({
    configFile: join(projectRoot, 'vite.config.ts'),
    server: { port, host: config.host, strictPort: true },
  })
  await web.listen()
  await Promise.race([stopped, once(server, 'exit')])
  await web.close()
  if (server.exitCode === null && server.signalCode === null) {
    server.kill('SIGTERM')
    await once(server, 'exit')
  }
  await database.close()
  return 0
}

function watchServer(settings: NodeJS.ProcessEnv) {
  const tsx = createRequire(import.meta.url).resolve('tsx/cli')
  const entry = join(projectRoot, 'src', 'cli', 'entry.ts')
  return spawn(process.execPath, [tsx, 'watch', '--clear-screen=false', entry, 'start'], {
    cwd: projectRoot,
    env: { ...process.env, ...settings },
    // Not the terminal's input: Enter would otherwise be taken by the watcher.
    stdio: ['ignore', 'inherit', 'inherit'],
  })
}
