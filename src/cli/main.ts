import { Command } from 'commander'
import type { ConfigFlags } from '../server/app/config.ts'
import { describeProblem, StartRefused } from '../server/app/start-problem.ts'
import { reasonOf } from '../server/db/engine/reason.ts'
import { terminalLanguage } from './language.ts'
import { sentence } from './say.ts'

type Run = (flags: ConfigFlags) => Promise<number>

/** Runs the command line and sets the exit code. */
export async function main(args: string[]): Promise<void> {
  const program = new Command('onward').description('A CRM where no customer is left hanging.')
  // Each command loads only what it needs: `db url` must not wait for the whole app.
  web(program.command('start').description('run Onward'), async () => (await import('./start.ts')).start)
  web(
    program.command('demo').description('run Onward with sample data'),
    async () => (await import('./demo.ts')).demo,
  )
  web(
    program.command('dev').description('run Onward from its sources with hot reload'),
    async () => (await import('./dev.ts')).dev,
  )
  web(
    program.command('doctor').description('find out why Onward does not run'),
    async () => (await import('./doctor.ts')).doctor,
  )
  plain(
    program.command('migrate').description('bring the database up to date'),
    async () => (await import('./migrate.ts')).migrate,
  )
  const database = program.command('db').description('the database in use')
  plain(
    database.command('url').description('print its connection string'),
    async () => (await import('./database-url.ts')).databaseUrl,
  )
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    explain(error)
    process.exitCode = 1
  }
}

function plain(command: Command, load: () => Promise<Run>): void {
  command
    .option('--data-dir <folder>', 'where the data are kept (ONWARD_DATA_DIR)')
    .action(async (flags: ConfigFlags) => {
      process.exitCode = await (await load())(flags)
    })
}

function web(command: Command, load: () => Promise<Run>): void {
  command
    .option('-p, --port <number>', 'port to listen on (PORT, 3000)')
    .option('--host <address>', 'address to listen on (HOST, 127.0.0.1)')
    .option('--role <role>', 'all, web or worker (ROLE, all)')
  plain(command, load)
}

/** A refusal is a sentence; only a surprise shows where it came from. */
function explain(error: unknown): void {
  if (error instanceof StartRefused) {
    const language = terminalLanguage(process.env)
    for (const problem of error.problems) console.error(describeProblem(problem, language))
    return
  }
  console.error(sentence('unexpected', { reason: reasonOf(error) }))
  if (error instanceof Error) console.error(error.stack)
}
