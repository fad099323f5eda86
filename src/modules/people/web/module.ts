import { defineWebModule } from '../../../web/app/web-module.ts'
import { role, team, user } from '../index.ts'
import { invitationScreen, setupScreen, signInScreen } from './screens.ts'

/** Sign-in, first run, profile and the settings of people. */
export const peopleWeb = defineWebModule({
  name: 'people',
  nouns: [user, role, team],
  screens: [signInScreen, setupScreen, invitationScreen],
  settings: [
    {
      id: 'profile',
      labelKey: 'people.profile.title',
      wordsKey: 'people.profile.words',
      icon: 'user',
      group: 'personal',
      order: 1,
      load: async () => (await import('./settings/profile.tsx')).Profile,
    },
    {
      id: 'company',
      labelKey: 'people.company.title',
      wordsKey: 'people.company.words',
      icon: 'company',
      group: 'company',
      order: 1,
      load: async () => (await import('./settings/company.tsx')).Company,
    },
    {
      id: 'users',
      labelKey: 'people.users.title',
      wordsKey: 'people.users.words',
      icon: 'meeting',
      group: 'company',
      order: 10,
      needs: 'user:read',
      load: async () => (await import('./settings/users.tsx')).Users,
    },
    {
      id: 'teams',
      labelKey: 'people.teams.title',
      wordsKey: 'people.teams.words',
      icon: 'team',
      group: 'company',
      order: 11,
      needs: 'user:read',
      load: async () => (await import('./settings/teams.tsx')).Teams,
    },
    {
      id: 'roles',
      labelKey: 'people.roles.title',
      wordsKey: 'people.roles.words',
      icon: 'shield',
      group: 'company',
      order: 12,
      needs: 'settings:read',
      load: async () => (await import('./settings/roles.tsx')).Roles,
    },
    {
      id: 'api-keys',
      labelKey: 'people.keys.title',
      wordsKey: 'people.keys.words',
      icon: 'key',
      group: 'platform',
      order: 10,
      load: async () => (await import('./settings/api-keys.tsx')).ApiKeys,
    },
  ],
})
