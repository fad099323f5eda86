import type { Entity } from '../../kernel/entities/entity.ts'
import { isErrorsHeading } from './errors-heading.ts'
import { guessColumns } from './guess/guess-columns.ts'
import { guessEntity } from './guess/guess-entity.ts'
import { type ImportFile, type ImportSettings, importSettingsShape } from './import-settings.ts'
import type { Preset } from './presets/preset.ts'
import { presetColumns, recognisePreset } from './presets/recognise-preset.ts'
import { targetsOf } from './targets.ts'

/** Fields a record is recognised by, the surest first; those a file feeds are used. */
const recognised: Record<string, readonly string[]> = {
  lead: ['externalId', 'phone', 'email'],
  contact: ['externalId', 'phone', 'email'],
  company: ['externalId', 'taxId', 'name'],
  deal: ['externalId'],
  product: ['sku', 'name'],
  user: ['email', 'name'],
  team: ['name'],
}

export const recognisedBy = (entity: ImportSettings['entity']): readonly string[] =>
  recognised[entity] ?? ['name']

/**
 * Settings a file can be brought in with as it is: the likeliest kind of records, each column where its heading and
 * values say it belongs, what is not recognised kept in the description. Exports of other systems are known by their
 * headings. `name` asks for a kind instead of guessing.
 */
export function suggestSettings(
  file: Pick<ImportFile, 'headings' | 'sample'>,
  entities: readonly Entity[],
  name?: ImportSettings['entity'],
): ImportSettings {
  const chosen = name ?? likelyKind(file.headings)
  const entity = entities.find((one) => one.name === chosen)
  if (!entity) throw new Error(`there is no entity ${chosen}`)
  const preset = recognisePreset(file.headings, chosen)
  const columns = columnsFor(file, entity, preset)
  const fed = new Set(Object.values(columns))
  return importSettingsShape.parse({
    entity: chosen,
    columns,
    values: preset?.values,
    dates: preset?.dates,
    match: recognisedBy(chosen).filter((field) => fed.has(field)),
  })
}

/** The kind of records a file seems to hold. */
export function likelyKind(headings: readonly string[]): ImportSettings['entity'] {
  const guessed = recognisePreset(headings)?.entity ?? guessEntity(headings)[0]?.entity
  return (guessed as ImportSettings['entity'] | undefined) ?? 'lead'
}

/** What a preset knows goes first; the rest is guessed, except what the preset has fed already. */
function columnsFor(
  { headings, sample }: Pick<ImportFile, 'headings' | 'sample'>,
  entity: Entity,
  preset: Preset | null,
): Record<string, string> {
  const targets = targetsOf(entity)
  const known = preset ? presetColumns(preset, headings, new Map(targets.map((one) => [one.key, one]))) : {}
  const taken = new Set(Object.values(known))
  const free = targets.filter(({ key, many }) => many || !taken.has(key))
  const columns: Record<string, string> = {}
  for (const { column, target } of guessColumns(headings, sample, free, entity.name)) {
    const heading = headings[column]!
    if (isErrorsHeading(heading)) continue
    // A name that is known whole is not put together from parts once more.
    const guessed = target && preset && isNamePart(target, taken) ? null : target
    const to = known[heading] ?? guessed
    if (to) columns[heading] = to
    else if (entity.fields.description) columns[heading] = 'description'
  }
  return columns
}

function isNamePart(target: string, taken: ReadonlySet<string>): boolean {
  return target.startsWith('name') && [...taken].some((key) => key === 'name' || key.startsWith('name.'))
}
