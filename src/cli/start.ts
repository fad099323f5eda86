import { type ConfigFlags, readConfig } from '../server/app/config.ts'
import { refuseStart } from '../server/app/start-problem.ts'
import { isPortFree } from './ports.ts'
import { runApp } from './run-app.ts'
import { say } from './say.ts'

/** `onward start`: the real thing. Prints the address and, on a new install, the one-time set-up link. */
export async function start(flags: ConfigFlags): Promise<number> {
  const config = readConfig(process.env, flags)
  const listens = config.role !== 'worker' && config.port !== 0
  if (listens && !(await isPortFree(config.port, config.host)))
    refuseStart('port.taken', { port: config.port })
  say('preparing')
  return runApp(config, (app) => {
    if (!app) return say('worker-running')
    say('running', { url: app.url })
    if (app.setupUrl) say('set-up', { url: app.setupUrl })
  })
}
