import { z } from 'zod'
import { defineScreen } from '../../../web/app/screen.ts'

export const notificationsScreen = defineScreen({
  path: '/notifications',
  search: z.object({
    /** Only those not read yet. */
    unread: z.literal(true).optional().catch(undefined),
  }),
  titleKey: 'notices.title',
  load: async () => (await import('./notifications-page.tsx')).NotificationsPage,
})
