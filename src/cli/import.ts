import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { SingleBar } from 'cli-progress'
import { pino } from 'pino'
import { uuidv7 } from 'uuidv7'
import { Failure } from '../kernel/errors/errors.ts'
import type { ImportCounts, ImportFile, ImportSettings } from '../modules/imports/index.ts'
import {
  beginImport,
  checkHandler,
  configureHandler,
  errorsOf,
  importKey,
  importRun,
  lookAt,
  runHandler,
  undoHandler,
} from '../modules/imports/server/index.ts'
import { serverModules } from '../modules/server.ts'
import { type ActFrame, runAct, runRead } from '../server/act.ts'
import { type ConfigFlags, readConfig } from '../server/app/config.ts'
import { closeServices, openServices } from '../server/app/serve.ts'
import { openDatabase } from '../server/db/open-database.ts'
import { getRecord } from '../server/records/read.ts'
import { sentences } from '../server/sentences.ts'
import { installOf, type Services } from '../server/services.ts'
import { findActor } from '../server/workspaces.ts'
import { type ImportFlags, settingsFrom } from './import-settings.ts'
import { terminalLanguage } from './language.ts'
import { sentence } from './say.ts'
import { findAdministrator } from './workspace.queries.ts'

/** `onward import FILE`: the same import as in the browser, with a progress bar. Exit code 1 when rows failed. */
export async function importFile(file: string, flags: ConfigFlags & ImportFlags): Promise<number> {
  const config = readConfig(process.env, flags)
  const quiet = pino({ level: 'error' })
  const database = await openDatabase(config, quiet, { shared: true })
  const services = await openServices(
    { ...config, logLevel: 'error', role: 'all' },
    { databaseUrl: database.url, modules: serverModules },
  )
  try {
    return await bringIn(services, file, flags)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    console.error(await describe(error))
    return 1
  } finally {
    await closeServices(services)
    await database.close()
  }
}

async function bringIn(services: Services, file: string, flags: ImportFlags): Promise<number> {
  const frame = await frameOf(services, flags.as)
  if (!frame) {
    console.error(sentence('import-no-workspace'))
    return 1
  }
  const id = uuidv7()
  await services.files.save(importKey(id), createReadStream(file))
  const looked = await lookAt(services.files, id)
  await beginImport(frame, id, path.basename(file), looked)
  const settings = await runRead(frame, (ctx) => settingsFrom(ctx, looked, flags))
  printMapping(settings, looked)
  const acting = (handler: { run(ctx: never, input: unknown): Promise<unknown> }, input: object) =>
    runAct(frame, (ctx) => handler.run(ctx as never, input))
  await acting(configureHandler, { id, settings })
  await acting(flags.dryRun ? checkHandler : runHandler, { id })
  const end = await follow(frame, id)
  printCounts(end.counts, Boolean(flags.dryRun))
  if (flags.errors && end.counts.failed > 0) {
    await writeFile(flags.errors, await errorsOf(frame, id))
    console.log(sentence('import-errors-written', { file: flags.errors }))
  }
  if (end.failure)
    console.error(await describe(new Failure(end.failure.code as Failure['code'], end.failure.params)))
  if (!flags.dryRun) console.log(sentence('import-undo', { id }))
  return end.failure || end.counts.failed > 0 ? 1 : 0
}

/** `onward import --undo ID`. */
export async function undoImported(id: string, flags: ConfigFlags & ImportFlags): Promise<number> {
  const config = readConfig(process.env, flags)
  const database = await openDatabase(config, pino({ level: 'error' }), { shared: true })
  const services = await openServices(
    { ...config, logLevel: 'error', role: 'all' },
    { databaseUrl: database.url, modules: serverModules },
  )
  try {
    const frame = await frameOf(services, flags.as)
    if (!frame) return 1
    await runAct(frame, (ctx) => undoHandler.run(ctx, { id }))
    const { counts } = await follow(frame, id)
    console.log(sentence('import-undone', { undone: counts.undone ?? 0, kept: counts.kept ?? 0 }))
    return 0
  } finally {
    await closeServices(services)
    await database.close()
  }
}

/** Acts as the named person, or as the first administrator of the first workspace. */
async function frameOf(services: Services, email: string | undefined): Promise<ActFrame | null> {
  const [first] = await services.workspaces.all()
  const found = first && (await services.workspaces.find(first.id))
  const userId = found && (await findAdministrator(found.db, email))
  const actor = userId
    ? await findActor(services.workspaces.global, found.workspace.schema, userId, 'session')
    : null
  if (!found || !actor) return null
  const { registry, log, now } = services
  return {
    ...found,
    registry,
    install: installOf(services),
    actor,
    locale: terminalLanguage(process.env),
    log,
    now,
  }
}

interface End {
  counts: ImportCounts
  failure: { code: string; params: Record<string, unknown> } | null
}

/** Shows progress until the import, the check or the undo is over. */
async function follow(frame: ActFrame, id: string): Promise<End> {
  const bar = new SingleBar({
    format: `{bar} {percentage}% · {rows} ${sentence('import-rows')}`,
    hideCursor: true,
    clearOnComplete: false,
  })
  bar.start(1000, 0, { rows: 0 })
  try {
    for (;;) {
      const record = await runRead(frame, (ctx) => getRecord(ctx, importRun, id))
      const counts = record.counts as ImportCounts
      const rows = counts.created + counts.updated + counts.unchanged + counts.skipped + counts.failed
      bar.update(record.progress as number, { rows })
      if (!['checking', 'running', 'undoing'].includes(record.status as string))
        return { counts, failure: record.failure as End['failure'] }
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  } finally {
    bar.stop()
  }
}

function printMapping(settings: ImportSettings, { headings }: ImportFile): void {
  console.log(sentence('import-as', { entity: settings.entity }))
  for (const heading of headings) console.log(`  ${heading} → ${settings.columns[heading] ?? '—'}`)
}

function printCounts(counts: ImportCounts, dryRun: boolean): void {
  console.log(sentence(dryRun ? 'import-would' : 'import-did', { ...counts }))
}

async function describe(failure: Failure): Promise<string> {
  const t = await sentences(terminalLanguage(process.env))
  const reason =
    typeof failure.params.reason === 'string' ? `import.unreadable.${failure.params.reason}` : null
  const lines = failure.problems.map(
    ({ field, error, params }) => `  ${field}: ${t(`errors.${error}`, params)}`,
  )
  return [t([...(reason ? [reason] : []), `errors.${failure.code}`], failure.params), ...lines].join('\n')
}
