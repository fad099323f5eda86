import { defineWebModule } from '../../../web/app/web-module.ts'
import { isFollowable } from '../is-followable.ts'
import { notificationsScreen } from './screens.ts'

/** The bell, the list of notifications, and following records. */
export const noticesWeb = defineWebModule({
  name: 'notices',
  screens: [notificationsScreen],
  header: async () => (await import('./bell.tsx')).Bell,
  nav: [
    {
      id: 'notices',
      to: '/notifications',
      icon: 'bell',
      labelKey: 'notices.title',
      group: 'work',
      order: 90,
      key: 'n',
    },
  ],
  settings: [
    {
      id: 'notifications',
      labelKey: 'notices.settingsTitle',
      wordsKey: 'notices.words',
      icon: 'bell',
      group: 'personal',
      order: 5,
      load: async () => (await import('./notification-settings.tsx')).NotificationSettings,
    },
  ],
  recordParts: [
    {
      id: 'follow',
      place: 'tools',
      order: 10,
      fits: isFollowable,
      isRare: true,
      load: async () => (await import('./follow-button.tsx')).FollowButton,
    },
  ],
})
