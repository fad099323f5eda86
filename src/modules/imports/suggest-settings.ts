import type { Entity } from '../../kernel/entities/entity.ts'
import { isErrorsHeading } from './errors-heading.ts'
import { guessColumns } from './guess/guess-columns.ts'
import { guessEntity } from './guess/guess-entity.ts'
import { type ImportFile, type ImportSettings, importSettingsShape } from './import-settings.ts'
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
 * values say it belongs, what is not recognised kept in the description. `name` asks for a kind instead of guessing.
 */
export function suggestSettings(
  file: Pick<ImportFile, 'headings' | 'sample'>,
  entities: readonly Entity[],
  name?: ImportSettings['entity'],
): ImportSettings {
  const chosen =
    name ?? (guessEntity(file.headings)[0]?.entity as ImportSettings['entity'] | undefined) ?? 'lead'
  const entity = entities.find((one) => one.name === chosen)
  if (!entity) throw new Error(`there is no entity ${chosen}`)
  const targets = targetsOf(entity)
  const columns: Record<string, string> = {}
  for (const { column, target } of guessColumns(file.headings, file.sample, targets, entity.name)) {
    const heading = file.headings[column]!
    if (isErrorsHeading(heading)) continue
    if (target) columns[heading] = target
    else if (entity.fields.description) columns[heading] = 'description'
  }
  const fed = new Set(Object.values(columns))
  return importSettingsShape.parse({
    entity: chosen,
    columns,
    match: recognisedBy(chosen).filter((field) => fed.has(field)),
  })
}
