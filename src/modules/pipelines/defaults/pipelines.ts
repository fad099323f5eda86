import { wordingEn } from './wording.en.ts'
import { wordingRu } from './wording.ru.ts'

export type SalesModel = 'transactional' | 'collaborative' | 'strategic'
export type Language = 'ru' | 'en'
export type Subject = 'lead' | 'deal'
export type StepKindKey = 'call' | 'mail' | 'message' | 'meeting' | 'task' | 'document'
export type StageKey = LeadStageKey | DealStageKey
export type LeadStageKey = 'new' | 'research' | 'reaching' | 'qualified'
export type DealStageKey =
  | 'need'
  | 'circle'
  | 'offer'
  | 'pilot'
  | 'negotiation'
  | 'contract'
  | 'invoice'
  | 'payment'

/** Why a lead came to nothing. */
export type LeadRefusal =
  | 'no-answer'
  | 'no-need'
  | 'rival'
  | 'not-ours'
  | 'no-budget'
  | 'later'
  | 'wrong-person'
/** Why a deal was not won. */
export type DealRefusal =
  | 'price'
  | 'rival'
  | 'frozen'
  | 'no-budget'
  | 'delivery'
  | 'unfit'
  | 'own-forces'
  | 'silence'
export type Refusal = LeadRefusal | DealRefusal

export interface DefaultStage {
  key: StageKey
  name: string
  /** Percent of records in this stage that end well, to begin with. */
  probability: number
  stepKind: StepKindKey
  stepDelayMinutes: number
}

export interface DefaultPipeline {
  worksOn: Subject
  name: string
  refusalReasons: string[]
  stages: DefaultStage[]
}

export interface DefaultStepKind {
  key: StepKindKey
  name: string
  icon: 'phone' | 'mail' | 'message' | 'meeting' | 'task' | 'document'
}

/** What this part of the product says in one language. */
export interface PipelineWording {
  stepKinds: Record<StepKindKey, string>
  pipelines: Record<SalesModel, Record<Subject, string>>
  stages: Record<SalesModel, Partial<Record<StageKey, string>>>
  refusals: { lead: Record<LeadRefusal, string>; deal: Record<DealRefusal, string> }
}

const wordings: Record<Language, PipelineWording> = { ru: wordingRu, en: wordingEn }

const hour = 60
const day = 24 * hour

type StageTraits = [key: StageKey, probability: number, stepKind: StepKindKey, stepDelayMinutes: number]

/**
 * The three ways of selling. A transactional lead is called within five minutes, because after that it belongs
 * to whoever called first; a strategic one is studied before anybody dials.
 */
const ways: Record<SalesModel, Record<Subject, StageTraits[]>> = {
  transactional: {
    lead: [
      ['new', 10, 'call', 5],
      ['reaching', 20, 'call', 3 * hour],
      ['qualified', 60, 'message', day],
    ],
    deal: [
      ['need', 30, 'call', hour],
      ['offer', 50, 'call', day],
      ['invoice', 75, 'message', day],
      ['payment', 90, 'call', 2 * day],
    ],
  },
  collaborative: {
    lead: [
      ['new', 10, 'call', 15],
      ['reaching', 25, 'call', day],
      ['qualified', 60, 'meeting', 2 * day],
    ],
    deal: [
      ['need', 20, 'meeting', 2 * day],
      ['offer', 40, 'call', 2 * day],
      ['negotiation', 60, 'call', 3 * day],
      ['contract', 80, 'document', 2 * day],
      ['payment', 95, 'call', 5 * day],
    ],
  },
  strategic: {
    lead: [
      ['new', 5, 'task', 4 * hour],
      ['research', 10, 'task', 2 * day],
      ['reaching', 20, 'call', 2 * day],
      ['qualified', 50, 'meeting', 5 * day],
    ],
    deal: [
      ['need', 15, 'meeting', 5 * day],
      ['circle', 25, 'meeting', 5 * day],
      ['offer', 40, 'meeting', 7 * day],
      ['pilot', 60, 'task', 10 * day],
      ['negotiation', 75, 'meeting', 5 * day],
      ['contract', 90, 'document', 5 * day],
    ],
  },
}

/** One pipeline for leads and one for deals, as a company of this model begins. */
export function defaultPipelines(model: SalesModel, locale: Language): DefaultPipeline[] {
  const words = wordings[locale]
  return (['lead', 'deal'] as const).map((worksOn) => ({
    worksOn,
    name: words.pipelines[model][worksOn],
    refusalReasons: Object.values(words.refusals[worksOn]),
    stages: ways[model][worksOn].map(([key, probability, stepKind, stepDelayMinutes]) => ({
      key,
      // A stage without a name of its own would be an oversight of the wording; the test walks all of them.
      name: words.stages[model][key] ?? key,
      probability,
      stepKind,
      stepDelayMinutes,
    })),
  }))
}

/** The kinds of steps a new workspace has, in the order they are offered. */
export function defaultStepKinds(locale: Language): DefaultStepKind[] {
  const icons = {
    call: 'phone',
    message: 'message',
    mail: 'mail',
    meeting: 'meeting',
    document: 'document',
    task: 'task',
  } as const
  return (Object.keys(icons) as StepKindKey[]).map((key) => ({
    key,
    name: wordings[locale].stepKinds[key],
    icon: icons[key],
  }))
}

/** The wording of a shipped refusal reason. */
export function refusalReason(subject: Subject, reason: Refusal, locale: Language): string {
  const reasons: Partial<Record<Refusal, string>> = wordings[locale].refusals[subject]
  return reasons[reason] ?? reason
}
