import { createReadStream } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
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
  importProgress,
  lookAt,
  problemKinds,
  runHandler,
  undoHandler,
} from '../modules/imports/server/index.ts'
import { serverModules } from '../modules/server.ts'
import { type ActFrame, runAct, runRead } from '../server/act.ts'
import { type Config, type ConfigFlags, readConfig } from '../server/app/config.ts'
import { closeServices, openServices } from '../server/app/serve.ts'
import { findActor } from '../server/auth/actors.queries.ts'
import { openDatabase } from '../server/db/open-database.ts'
import { sentences } from '../server/sentences.ts'
import { installOf, type Services } from '../server/services.ts'
import { type ImportFlags, readingOf, settingsFrom } from './import-settings.ts'
import { terminalLanguage } from './language.ts'
import { sentence } from './say.ts'
import { findAdministrator } from './workspace.queries.ts'

type Flags = ConfigFlags & ImportFlags

/** `onward import FILE`: the same import as in the browser, with a progress bar. Exit code 1 when rows were refused. */
export async function importFile(file: string, flags: Flags): Promise<number> {
  if (!(await isFile(file))) {
    console.error(sentence('import-no-file', { file }))
    return 1
  }
  return withFrame(flags, async (services, frame) => {
    const { id, entity } = await begin(services, frame, file, flags)
    await runAct(frame, (ctx) => (flags.dryRun ? checkHandler : runHandler).run(ctx, { id }))
    const end = await follow(frame, id)
    const { linked: _, ...numbers } = end.counts
    console.log(sentence(flags.dryRun ? 'import-would' : 'import-did', numbers))
    if (end.failure) console.error(await describe(end.failure))
    await tellProblems(frame, id, entity)
    if (flags.errors && end.counts.failed > 0) {
      await writeFile(flags.errors, await errorsOf(frame, id))
      console.log(sentence('import-errors-written', { file: flags.errors }))
    }
    if (!flags.dryRun && end.counts.created + end.counts.updated > 0)
      console.log(sentence('import-undo', { id }))
    return end.failure || end.counts.failed > 0 ? 1 : 0
  })
}

/** `onward import --undo ID`. */
export function undoImported(id: string, flags: Flags): Promise<number> {
  return withFrame(flags, async (_services, frame) => {
    await runAct(frame, (ctx) => undoHandler.run(ctx, { id }))
    const end = await follow(frame, id)
    const { undone = 0, kept = 0 } = end.counts
    console.log(sentence('import-undone', { undone, kept }))
    if (end.failure) console.error(await describe(end.failure))
    return end.failure ? 1 : 0
  })
}

/** Opens the database beside a running Onward or alone, and acts as whom the flags name; a refusal is a sentence. */
async function withFrame(
  flags: Flags,
  work: (services: Services, frame: ActFrame) => Promise<number>,
): Promise<number> {
  const config: Config = { ...readConfig(process.env, flags), logLevel: 'error', role: 'all' }
  const database = await openDatabase(config, pino({ level: 'error' }), { shared: true })
  try {
    const services = await openServices(config, { databaseUrl: database.url, modules: serverModules })
    try {
      const frame = await frameOf(services, flags.as)
      if (frame) return await work(services, frame)
      console.error(sentence('import-no-workspace'))
      return 1
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      console.error(await describe(error))
      return 1
    } finally {
      await closeServices(services)
    }
  } finally {
    await database.close()
  }
}

/** Takes the file in and sets the import up; leaves nothing behind when that is refused. */
async function begin(
  { files }: Services,
  frame: ActFrame,
  file: string,
  flags: ImportFlags,
): Promise<{ id: string; entity: string }> {
  const id = uuidv7()
  try {
    await files.save(importKey(id), createReadStream(file))
    const looked = await lookAt(files, id, readingOf(flags))
    const settings = await runRead(frame, (ctx) => settingsFrom(ctx, looked, flags))
    printMapping(settings, looked)
    await beginImport(frame, id, path.basename(file), looked)
    await runAct(frame, (ctx) => configureHandler.run(ctx, { id, settings }))
    return { id, entity: settings.entity }
  } catch (error) {
    await files.remove(importKey(id))
    throw error
  }
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found?.isFile() ?? false
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
  failure: Failure | null
}

const watched = 200

/** Shows progress until the import, the check or the undo is over. */
async function follow(frame: ActFrame, id: string): Promise<End> {
  const format = `{bar} {percentage}% · {rows} ${sentence('import-rows')}`
  const bar = new SingleBar({ format, hideCursor: true, clearOnComplete: false })
  bar.start(1000, 0, { rows: 0 })
  try {
    for (;;) {
      const { status, progress, counts, failure } = await runRead(frame, (ctx) => importProgress(ctx, id))
      const { created, updated, unchanged, skipped, failed } = counts
      bar.update(progress, { rows: created + updated + unchanged + skipped + failed })
      // A code among ours: the failure was written by a Failure.
      const code = failure?.code as Failure['code']
      if (!['checking', 'running', 'undoing'].includes(status))
        return { counts, failure: failure && new Failure(code, failure.params) }
      await delay(watched)
    }
  } finally {
    bar.stop()
  }
}

function printMapping(settings: ImportSettings, { headings }: ImportFile): void {
  console.log(sentence('import-as', { entity: settings.entity }))
  for (const heading of headings) console.log(`  ${heading} → ${settings.columns[heading] ?? '—'}`)
}

const kindsTold = 20
const valuesTold = 3

/** What was wrong, the gravest and most frequent first, with the texts that caused it most often. */
async function tellProblems(frame: ActFrame, id: string, entity: string): Promise<void> {
  const t = await sentences(frame.locale)
  const kinds = await runRead(frame, (ctx) => problemKinds(ctx, id))
  for (const { field, error, severity, rows, values } of kinds.slice(0, kindsTold)) {
    const name = field && `${t([`fields.${entity}.${field}`, `import.target.${field}`], {}, field)}: `
    const [first] = values
    const text = t([`errors.${error}`, `import.row.${error}`], first?.params)
    const examples = values.slice(0, valuesTold).map(({ value }) => value)
    const shown = examples.length > 0 ? ` (${examples.join(', ')})` : ''
    console.log(
      `  ${sentence(severity === 'error' ? 'import-refused-rows' : 'import-warned-rows', { rows })} ${name}${text}${shown}`,
    )
  }
}

async function describe(failure: Failure): Promise<string> {
  const t = await sentences(terminalLanguage(process.env))
  const { reason } = failure.params
  const keys = [
    ...(typeof reason === 'string' ? [`import.unreadable.${reason}`] : []),
    `errors.${failure.code}`,
  ]
  const lines = failure.problems.map(
    ({ field, error, params }) => `  ${field}: ${t(`errors.${error}`, params)}`,
  )
  return [t(keys, failure.params), ...lines].join('\n')
}
