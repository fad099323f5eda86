import { defineWebModule } from '../../../web/app/web-module.ts'
import { deal } from '../../deals/index.ts'
import { lead } from '../../leads/index.ts'
import { plan, step } from '../step.entity.ts'
import { stepScreens } from './list/step-screens.ts'
import { calendarScreen, stepScreen, stepsScreen, teamScreen, todayScreen } from './screens.ts'

/** Today, the calendar of steps, the team's work, and the next step on the pages of leads and deals. */
export const stepsWeb = defineWebModule({
  name: 'steps',
  nouns: [step, plan, lead, deal],
  nav: [
    {
      id: 'today',
      to: '/today',
      icon: 'today',
      labelKey: 'steps.today.title',
      group: 'work',
      order: 10,
      needs: 'step:read',
      key: 't',
      phoneOrder: 1,
    },
    {
      id: 'calendar',
      to: '/calendar',
      icon: 'calendar',
      labelKey: 'steps.calendar.title',
      group: 'work',
      order: 40,
      needs: 'step:read',
    },
    {
      id: 'team',
      to: '/team',
      icon: 'team',
      labelKey: 'steps.team.title',
      group: 'analytics',
      order: 10,
      needs: 'step:export',
    },
  ],
  screens: [todayScreen, calendarScreen, teamScreen, stepsScreen, stepScreen],
  records: [stepScreens],
  settings: [
    {
      id: 'plans',
      labelKey: 'steps.plans.title',
      wordsKey: 'steps.plans.words',
      icon: 'plan',
      group: 'work',
      order: 40,
      needs: 'plan:update',
      load: async () => (await import('./settings/plans.tsx')).PlansPage,
    },
  ],
  bulkActs: [
    {
      id: 'record.nextStep',
      titleKey: 'steps.bulk.act',
      icon: 'dueLater',
      keys: 'd',
      needs: ['update'],
      fits: (entity, rows, isWhole) => entity.worked && (isWhole || rows.length > 0),
      load: async () => (await import('./bulk/next-step-dialog.tsx')).NextStepDialog,
    },
  ],
  recordParts: [
    {
      id: 'next-step',
      place: 'header',
      order: 10,
      fits: (entity) => entity.worked,
      load: async () => (await import('./next-step-box.tsx')).NextStepBox,
    },
  ],
})
