import { sql } from 'kysely'
import { fail } from '../kernel/errors/errors.ts'
import { type ImportFile, type ImportSettings, importSettingsShape } from '../modules/imports/index.ts'
import { suggestSettings } from '../modules/imports/server/index.ts'
import type { Ctx } from '../server/context.ts'

/** What may be said on the command line about how a file is to be brought in. */
export interface ImportFlags {
  as?: string
  entity?: ImportSettings['entity']
  map?: string[]
  skip?: string[]
  value?: string[]
  match?: string
  onDuplicate?: ImportSettings['onDuplicate']
  onInvalid?: ImportSettings['onInvalid']
  title?: string
  pipeline?: string
  currency?: string
  owner?: string
  roundRobin?: string
  createMissing?: string
  startOn?: string
  perDay?: string
  basis?: string
  basisOn?: string
  basisSource?: string
  dryRun?: boolean
  errors?: string
  encoding?: string
  delimiter?: string
  sheet?: string
}

/** How the file is to be read, where that was said. */
export function readingOf({ encoding, delimiter, sheet }: ImportFlags) {
  return { encoding, delimiter, sheet }
}

/** Settings as guessed from the file, changed by what was said. Refuses names and texts that mean nothing. */
export async function settingsFrom(ctx: Ctx, file: ImportFile, flags: ImportFlags): Promise<ImportSettings> {
  const guessed = suggestSettings(file, ctx.registry.entities, flags.entity)
  const columns = { ...guessed.columns }
  for (const [heading, target] of pairs(flags.map, 'map')) columns[heading] = target
  for (const heading of flags.skip ?? []) delete columns[heading]
  const values: ImportSettings['values'] = {}
  for (const [place, meaning] of pairs(flags.value, 'value')) {
    const [target = '', ...text] = place.split(':')
    values[target] = { ...values[target], [text.join(':')]: meaning }
  }
  const given = {
    ...guessed,
    columns,
    values,
    match:
      flags.match?.split(',').filter(Boolean) ??
      guessed.match.filter((name) => Object.values(columns).includes(name)),
    onDuplicate: flags.onDuplicate ?? guessed.onDuplicate,
    onInvalid: flags.onInvalid ?? guessed.onInvalid,
    titleTemplate: flags.title,
    currency: flags.currency,
    basis: flags.basis ? { kind: flags.basis, on: flags.basisOn, source: flags.basisSource } : undefined,
    encoding: flags.encoding,
    delimiter: flags.delimiter,
    sheet: flags.sheet,
    createMissing:
      flags.createMissing === undefined
        ? guessed.createMissing
        : flags.createMissing.split(',').filter(Boolean),
    pipeline: flags.pipeline ? await idOf(ctx, 'pipelines', 'name', flags.pipeline, 'pipeline') : undefined,
    owner: await ownerOf(ctx, flags, columns),
    nextStep: {
      perDay: flags.perDay === undefined ? guessed.nextStep.perDay : Number(flags.perDay),
      startOn: flags.startOn,
    },
  }
  const result = importSettingsShape.safeParse(given)
  if (result.success) return result.data
  return fail(
    'import.mapping-invalid',
    {},
    result.error.issues.map(({ path }) => ({ field: path.join('.'), error: 'value.invalid' })),
  )
}

async function ownerOf(
  ctx: Ctx,
  flags: ImportFlags,
  columns: Record<string, string>,
): Promise<ImportSettings['owner']> {
  if (flags.roundRobin) {
    const users: string[] = []
    for (const name of flags.roundRobin.split(',')) users.push(await userOf(ctx, name.trim()))
    return { mode: 'roundRobin', users }
  }
  const user = flags.owner ? await userOf(ctx, flags.owner) : ctx.actor.userId
  return Object.values(columns).includes('owner') ? { mode: 'column', user } : { mode: 'one', user }
}

async function userOf(ctx: Ctx, name: string): Promise<string> {
  return idOf(ctx, 'users', name.includes('@') ? 'email' : 'name', name, 'owner')
}

async function idOf(ctx: Ctx, table: string, column: string, name: string, field: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)} where onward.fold(${sql.ref(column)}) = onward.fold(${name}) and deleted_at is null limit 1`.execute(
    ctx.tx,
  )
  return (
    rows[0]?.id ?? fail('input.invalid', {}, [{ field, error: 'value.not-found', params: { value: name } }])
  )
}

/** `Heading=target`; the last equals sign counts, because headings may have them. */
function pairs(given: string[] | undefined, flag: string): [string, string][] {
  return (given ?? []).map((text) => {
    const at = text.lastIndexOf('=')
    if (at < 1)
      fail('input.invalid', {}, [{ field: `--${flag}`, error: 'value.invalid', params: { value: text } }])
    return [text.slice(0, at), text.slice(at + 1)]
  })
}
