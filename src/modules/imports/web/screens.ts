import { z } from 'zod'
import { defineScreen } from '../../../web/app/screen.ts'
import { kindShape } from '../import-settings.ts'

const kind = kindShape.optional().catch(undefined)

/** What was imported before, and where the next file goes in. `entity` is the kind of records asked for. */
export const importsScreen = defineScreen({
  path: '/import',
  search: z.object({ entity: kind }),
  titleKey: 'import.title',
  needs: 'import:read',
  load: async () => (await import('./start/imports.tsx')).Imports,
})

export const wizardSteps = ['file', 'columns', 'check', 'result'] as const
export type WizardStep = (typeof wizardSteps)[number]

/** One import, from its columns to its result. */
export const importScreen = defineScreen({
  path: '/import/$id',
  search: z.object({
    entity: kind,
    /** Where in the wizard; without it, where the import itself is. */
    step: z.enum(['columns', 'check']).optional().catch(undefined),
  }),
  titleKey: 'import.title',
  needs: 'import:read',
  load: async () => (await import('./wizard/wizard.tsx')).Wizard,
})
