import { z } from 'zod'
import { defineScreen } from '../../../web/app/screen.ts'

/** One change of many records. */
export const runScreen = defineScreen({
  path: '/jobs/$id',
  search: z.object({}),
  titleKey: 'bulk.one',
  load: async () => (await import('./run-page.tsx')).RunPage,
})
