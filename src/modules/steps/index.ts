export {
  assignWork,
  changeStep,
  completeStep,
  loseWork,
  moveWork,
  nextStepInput,
  reopenWork,
  winWork,
  workOutput,
} from './step.commands.ts'
export { type Outcome, outcomes, plan, step } from './step.entity.ts'
export { calendar, stepCard, teamReport, today } from './steps.questions.ts'
export { suggestDue, suggestStep } from './suggest-due.ts'
