import { join } from 'node:path'
import { type Config, type ConfigFlags, readConfig } from '../server/app/config.ts'
import { loadDemoData } from './demo-data.ts'
import { anyFreePort, freePortFrom } from './ports.ts'
import { runApp } from './run-app.ts'
import { say, sentence } from './say.ts'
import { table } from './table.ts'

/**
 * `onward demo`: sample data in a folder of its own. Always on the built-in database, so that sample data
 * can never get among real ones by a DATABASE_URL that happens to be set.
 */
export async function demo(flags: ConfigFlags): Promise<number> {
  const config = await demoConfig(flags)
  say('preparing-demo')
  return runApp(config, async (app) => {
    if (!app) return
    const signIns = await loadDemoData(app.services)
    say('running', { url: app.url })
    if (signIns.length > 0) {
      console.log(`\n${sentence('sign-in-as')}:\n`)
      const head = [sentence('role'), sentence('email'), sentence('password')]
      const lines = table(
        head,
        signIns.map(({ role, email, password }) => [role, email, password]),
      )
      console.log(lines.map((line) => `  ${line}`).join('\n'))
    } else if (app.setupUrl) {
      say('set-up', { url: app.setupUrl })
    }
    console.log(`\n${sentence('how-to-stop')}`)
  })
}

async function demoConfig(flags: ConfigFlags): Promise<Config> {
  const env = { ...process.env, DATABASE_URL: '', ROLE: '', LOG_LEVEL: process.env.LOG_LEVEL || 'warn' }
  const wanted = readConfig(env, flags)
  const { host } = wanted
  const port = wanted.port === 0 ? await anyFreePort(host) : await freePortFrom(wanted.port, host)
  if (wanted.port !== 0 && port !== wanted.port) say('port-instead', { wanted: wanted.port, port })
  const config = readConfig(env, { ...flags, port: String(port) })
  return flags.dataDir ? config : { ...config, dataDir: join(config.dataDir, 'demo') }
}
