import { type Config, type ConfigFlags, readConfig } from '../server/app/config.ts'
import { refuseStart } from '../server/app/start-problem.ts'
import { anyFreePort, isPortFree } from './ports.ts'
import { runApp } from './run-app.ts'
import { say } from './say.ts'

/** `onward start`: the real thing. Prints the address and, on a new install, the one-time set-up link. */
export async function start(flags: ConfigFlags): Promise<number> {
  const config = await withPort(readConfig(process.env, flags), flags)
  say('preparing')
  return runApp(config, (app) => {
    if (!app) return say('worker-running')
    say('running', { url: app.url })
    if (app.setupUrl) say('set-up', { url: app.setupUrl })
  })
}

async function withPort(config: Config, flags: ConfigFlags): Promise<Config> {
  const { role, host, port } = config
  if (role === 'worker') return config
  if (port === 0) return readConfig(process.env, { ...flags, port: String(await anyFreePort(host)) })
  if (!(await isPortFree(port, host))) refuseStart('port.taken', { port })
  return config
}
