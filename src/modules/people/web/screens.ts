import { z } from 'zod'
import { defineScreen } from '../../../web/app/screen.ts'

export const signInScreen = defineScreen({
  path: '/sign-in',
  search: z.object({
    /** Where to go once signed in: an address of this application. */
    next: z.string().optional(),
  }),
  titleKey: 'people.signIn.title',
  frame: 'bare',
  load: async () => (await import('./sign-in.tsx')).SignIn,
})

const tokenSearch = z.object({ token: z.string().catch('').default('') })

export const setupScreen = defineScreen({
  path: '/setup',
  search: tokenSearch,
  titleKey: 'people.setup.title',
  frame: 'bare',
  load: async () => (await import('./setup/setup.tsx')).Setup,
})

export const invitationScreen = defineScreen({
  path: '/invitation',
  search: tokenSearch,
  titleKey: 'people.invitation.title',
  frame: 'bare',
  load: async () => (await import('./invitation.tsx')).Invitation,
})
