import { type EntityCatalog, entityCatalog } from '../../../kernel/entities/catalog.ts'
import { withCustomModel } from '../../../kernel/entities/computed-fields.ts'
import type { CustomField } from '../../../kernel/entities/custom-model.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { Failure } from '../../../kernel/errors/errors.ts'
import { checkFilter } from '../../../kernel/queries/check-filter.ts'
import { type FooterKind, footersOf, isDated, isGrouping, isSummed } from '../../../kernel/queries/summary.ts'
import type { Ctx } from '../../../server/context.ts'
import { mappingsNaming, viewsNaming } from './conversion-uses.queries.ts'

interface Use {
  kind: 'view' | 'mapping'
  id: string
  name: string
  breaks: boolean
}

/** What has to do with a field, and whether it still works when the field is the other one. */
export async function usesOf(
  ctx: Ctx,
  before: CustomField,
  after: CustomField,
): Promise<{ uses: Use[]; hidden: number }> {
  const { views, hidden } = await viewsNaming(ctx, before.name)
  const mappings = await mappingsNaming(ctx, before.name)
  const now = ctx.registry.catalog
  const then = catalogWith(ctx, after)
  return {
    hidden,
    uses: [
      ...views.map(({ id, name, entity, config }) => ({
        ...{ id, name, kind: 'view' as const },
        breaks: works(config, now.find(entity), now) && !works(config, then.find(entity), then),
      })),
      ...mappings.map(({ id, name }) => ({ id, name, kind: 'mapping' as const, breaks: false })),
    ],
  }
}

function catalogWith({ registry, workspace }: Ctx, after: CustomField): EntityCatalog {
  const shipped = registry.modules.flatMap(({ entities = [] }) => entities)
  const model = workspace.custom
  const fields = model.fields.map((one) => (one.id === after.id ? after : one))
  return entityCatalog(withCustomModel(shipped, { ...model, fields }))
}

/** What a view remembers of its list. */
interface ViewConfig {
  filter?: unknown
  sort?: string[]
  by?: string
  lanes?: string
  sum?: string
  day?: string
  footers?: Record<string, FooterKind>
}

function works(config: ViewConfig, entity: Entity | undefined, catalog: EntityCatalog): boolean {
  if (!entity) return false
  const { fields } = entity
  const groups = [config.by, config.lanes].filter((name) => name !== undefined)
  if (!groups.every((name) => isGrouping(name, fields[name]))) return false
  if (config.sum !== undefined && !isSummed(fields[config.sum])) return false
  if (config.day !== undefined && !(fields[config.day] && isDated(fields[config.day]!))) return false
  if ((config.sort ?? []).some((name) => isList(fields[name.replace(/^-/, '')]))) return false
  for (const [name, kind] of Object.entries(config.footers ?? {}))
    if (fields[name] && !footersOf(fields[name]).includes(kind)) return false
  if (config.filter == null) return true
  try {
    checkFilter(config.filter, entity, catalog)
    return true
  } catch (error) {
    if (error instanceof Failure) return false
    throw error
  }
}

const isList = (field: Entity['fields'][string] | undefined) =>
  field !== undefined && field.type.columns[0]!.type.endsWith('[]')
