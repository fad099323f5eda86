import { visibleThrough } from '../../../server/records/access.ts'
import type { ServerModule } from '../../../server/registry.ts'
import { plan, step } from '../step.entity.ts'
import { completeStepHandler } from './complete-step.ts'
import { lawHooks } from './law-hooks.ts'
import { stepCardAnswer } from './step-card.ts'
import { teamReportAnswer } from './team-report.ts'
import { calendarAnswer, todayAnswer } from './today.ts'
import {
  assignWorkHandler,
  changeStepHandler,
  loseWorkHandler,
  moveWorkHandler,
  reopenWorkHandler,
  winWorkHandler,
} from './work-verbs.ts'

export const stepsServer: ServerModule = {
  name: 'steps',
  entities: [step, plan],
  commands: [
    completeStepHandler,
    changeStepHandler,
    moveWorkHandler,
    winWorkHandler,
    loseWorkHandler,
    reopenWorkHandler,
    assignWorkHandler,
  ],
  queries: [todayAnswer, stepCardAnswer, calendarAnswer, teamReportAnswer],
  hooks: [lawHooks],
  visibility: { step: (ctx, alias) => visibleThrough(ctx, alias, { lead_id: 'lead', deal_id: 'deal' }) },
}

export { endStep } from './complete-step.ts'
export { chooseStage } from './law-hooks.ts'
export { requireLive } from './next-step.ts'
export { liveStages, type StageRow } from './stages.queries.ts'
export { lockOpenWork } from './work.ts'
