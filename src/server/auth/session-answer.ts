import { z } from 'zod'
import { companyShape, modelShape } from '../../kernel/access/company-shape.ts'
import { fieldLimitsShape, limitedEntities, limitsOf } from '../../kernel/access/field-rights.ts'
import { localeShape, themeShape } from '../../kernel/access/person-shapes.ts'
import { grantsShape } from '../../kernel/access/rights.ts'
import { customModelShape } from '../../kernel/entities/custom-model.ts'
import { layoutsShape } from '../../kernel/entities/layout-shape.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Workspace } from '../context.ts'
import { registryOf } from '../records/custom-model.ts'
import type { Services } from '../services.ts'
import { findSessionRow } from './session-answer.queries.ts'

/** What the screens know of the one who is signed in: who, where and with which rights. */
export const sessionAnswer = z.object({
  user: z.object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    locale: localeShape,
    theme: themeShape,
    timeZone: z.string(),
    role: z.object({
      id: z.uuid(),
      key: z.string().nullable().describe('Of a shipped role'),
      name: z.string(),
    }),
    team: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  }),
  workspace: z.object({
    id: z.uuid(),
    ...companyShape.shape,
    locale: localeShape,
    model: modelShape,
    hasSampleData: z.boolean(),
    custom: customModelShape
      .extend({ layouts: layoutsShape })
      .describe('Fields and nouns of its own, and how they are laid out'),
  }),
  grants: grantsShape,
  fieldLimits: fieldLimitsShape.describe(
    'Fields of which one may do less than change them, formulas among them',
  ),
})

/** The answer of every route that signs in or changes who is signed in. */
export async function describeSession(
  services: Services,
  workspace: Workspace,
  userId: string,
): Promise<z.input<typeof sessionAnswer>> {
  const row = await findSessionRow(services.workspaces.global, workspace, userId)
  if (!row) fail('auth.required')
  const { id, name, country, currency, timeZone, locale, model, custom } = workspace
  const hasSampleData = row.has_sample_data
  return {
    user: {
      id: row.id,
      name: row.name,
      email: row.email ?? '',
      locale: row.locale ?? locale,
      theme: row.theme ?? 'system',
      timeZone: row.time_zone ?? timeZone,
      role: { id: row.role_id, key: row.role_key, name: row.role_name },
      team: row.team_id && row.team_name ? { id: row.team_id, name: row.team_name } : null,
    },
    workspace: { id, name, country, currency, timeZone, locale, model, hasSampleData, custom },
    grants: row.grants,
    fieldLimits: limitsOf(limitedEntities(registryOf(services.registry, custom).entities, row.field_limits)),
  }
}
