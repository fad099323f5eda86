export {
  type DealRefusal,
  type DealStageKey,
  type DefaultPipeline,
  type DefaultStage,
  type DefaultStepKind,
  defaultPipelines,
  defaultStepKinds,
  type LeadRefusal,
  type LeadStageKey,
  type Refusal,
  refusalReason,
  type SalesModel,
  type StageKey,
  type StepKindKey,
  type Subject,
} from './defaults/pipelines.ts'
export { type DefaultScript, defaultScripts, type QuestionId } from './defaults/scripts.ts'
export { pipeline, questionShape, script, stage, stepKind } from './pipeline.entity.ts'
