import { z } from 'zod'
import { defineScreen } from '../../../web/app/screen.ts'
import { listSearch } from '../../../web/records/list/list-search.ts'

const id = z.uuid().optional().catch(undefined)
const day = z.iso.date().optional().catch(undefined)

export const todayScreen = defineScreen({
  path: '/today',
  search: z.object({
    /** Whose queue; one's own when absent. */
    owner: id,
    /** Only steps of this kind. */
    kind: id,
    /** A later day whose steps are pulled in. */
    ahead: day,
  }),
  titleKey: 'steps.today.title',
  needs: 'step:read',
  load: async () => (await import('./today/today.tsx')).TodayPage,
})

export const calendarScreen = defineScreen({
  path: '/calendar',
  search: z.object({
    /** Absent: a week, on a phone a list of days. */
    view: z.enum(['day', 'week']).optional().catch(undefined),
    /** A day of the span shown; today when absent. */
    on: day,
    /** A colleague, the team or everybody; oneself when absent. */
    owner: z
      .union([z.uuid(), z.enum(['team', 'all'])])
      .optional()
      .catch(undefined),
  }),
  titleKey: 'steps.calendar.title',
  needs: 'step:read',
  load: async () => (await import('./calendar/calendar.tsx')).CalendarPage,
})

export const teamScreen = defineScreen({
  path: '/team',
  search: z.object({
    period: z.enum(['day', 'week', 'month']).optional().catch(undefined),
    from: day,
    to: day,
    team: id,
  }),
  titleKey: 'steps.team.title',
  // Whoever may take everybody's steps out of the house may see how everybody works: heads and analysts.
  needs: 'step:export',
  load: async () => (await import('./team/team.tsx')).TeamPage,
})

export const stepsScreen = defineScreen({
  path: '/steps',
  search: listSearch,
  titleKey: 'steps.list',
  needs: 'step:read',
  load: async () => (await import('./list/steps-page.tsx')).StepsPage,
})

export const stepScreen = defineScreen({
  path: '/steps/$id',
  search: z.object({}),
  titleKey: 'steps.list',
  needs: 'step:read',
  load: async () => (await import('./list/step-page.tsx')).StepPage,
})
