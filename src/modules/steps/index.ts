export { outcomes, plan, step, type Outcome } from './step.entity.ts'
export { assignWork, changeStep, completeStep, loseWork, moveWork, nextStepInput, reopenWork, winWork, workOutput } from './step.commands.ts'
export { calendar, stepCard, teamReport, today } from './steps.questions.ts'
