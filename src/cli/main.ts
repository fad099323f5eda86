import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { type ConfigFlags, projectRoot } from '../server/app/config.ts'
import { describeProblem, StartRefused } from '../server/app/start-problem.ts'
import { reasonOf } from '../server/db/engine/reason.ts'
import type { ImportFlags } from './import-settings.ts'
import { terminalLanguage } from './language.ts'
import { sentence } from './say.ts'
import { keepHeapSmall } from './small-heap.ts'

type Run = (flags: ConfigFlags) => Promise<number>

/** Runs the command line and sets the exit code. */
export async function main(args: string[]): Promise<void> {
  keepHeapSmall()
  const program = new Command('onward')
    .description('A CRM where no customer is left hanging.')
    .version(await version(), '-v, --version')
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
  importing(
    program
      .command('import [file]')
      .description('bring in leads, contacts, companies or deals from a CSV, XLSX, JSON or vCard file'),
  )
  const audit = program.command('audit').description('the audit log and its seals')
  const many = (value: string, before: string[] = []) => [...before, value]
  plain(
    audit
      .command('verify')
      .description('compare the log of every workspace with its seals')
      .option('--anchor <seal>', 'a seal written down before; may be repeated', many),
    async () => (await import('./audit.ts')).verifyAuditLog,
  )
  plain(
    audit.command('anchor').description('print the last seals, to be written down elsewhere'),
    async () => (await import('./audit.ts')).printAnchors,
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

function importing(command: Command): void {
  const many = (value: string, before: string[] = []) => [...before, value]
  command
    .option('--entity <kind>', 'lead, contact, company, deal, product, user or team; guessed when left out')
    .option('--map <heading=target>', 'which field a column is; may be repeated', many)
    .option('--skip <heading>', 'leave a column out; may be repeated', many)
    .option(
      '--value <target:text=meaning>',
      'what a text stands for, as stage:Engaging=Offer; may be repeated',
      many,
    )
    .option('--match <fields>', 'fields a record is recognised by, separated by commas')
    .option('--on-duplicate <rule>', 'updateEmpty, overwrite, skip or create')
    .option('--on-invalid <rule>', 'keepAsText or refuse')
    .option('--title <template>', 'title of a row without one, as "{Job}, {Age}"')
    .option('--pipeline <name>', 'pipeline of the leads or deals')
    .option('--currency <code>', 'currency of amounts that name none')
    .option(
      '--owner <person>',
      'owner by e-mail or name; with an owner column, of rows whose owner is unknown',
    )
    .option('--round-robin <people>', 'owners in turn, separated by commas')
    .option('--create-missing <kinds>', 'company, contact, product, team, stage; separated by commas')
    .option('--start-on <date>', 'day of the first next steps')
    .option('--per-day <number>', 'next steps per owner and working day')
    .option(
      '--basis <kind>',
      'why the people in the file may be kept: consent, contract, legitimateInterest, legalObligation or employee',
    )
    .option('--basis-on <date>', 'day of that consent or contract')
    .option('--basis-source <text>', 'where it can be seen')
    .option('--encoding <name>', 'encoding of a CSV file, when the one found is wrong')
    .option('--delimiter <character>', 'delimiter of a CSV file, when the one found is wrong')
    .option('--sheet <name>', 'sheet of a workbook')
    .option('--as <email>', 'who imports; the first administrator when left out')
    .option('--dry-run', 'only count and check')
    .option('--errors <file>', 'write refused rows with their reasons to this file')
    .option('--undo <id>', 'take an earlier import back')
    .option('--data-dir <folder>', 'where the data are kept (ONWARD_DATA_DIR)')
    .action(async (file: string | undefined, flags: ConfigFlags & ImportFlags & { undo?: string }) => {
      const { importFile, undoImported } = await import('./import.ts')
      if (flags.undo) process.exitCode = await undoImported(flags.undo, flags)
      else if (file) process.exitCode = await importFile(file, flags)
      else command.help({ error: true })
    })
}

async function version(): Promise<string> {
  const manifest: { version: string } = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8'))
  return manifest.version
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
