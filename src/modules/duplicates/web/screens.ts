import { z } from 'zod'
import { defineScreen } from '../../../web/app/screen.ts'
import { comparedKinds } from '../rules.ts'

/** Pairs waiting for a decision, kind by kind. */
export const duplicatesScreen = defineScreen({
  path: '/duplicates',
  search: z.object({
    /** Contacts when absent. */
    entity: z.enum(comparedKinds).optional().catch(undefined),
  }),
  titleKey: 'duplicates.title',
  needs: 'contact:update',
  load: async () => (await import('./queue/duplicates-page.tsx')).DuplicatesPage,
})
