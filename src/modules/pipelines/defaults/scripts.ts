import type { Language, SalesModel, Subject } from './pipelines.ts'
import { questionsEn, scriptsEn } from './scripts.en.ts'
import { questionsRu, scriptsRu } from './scripts.ru.ts'

export interface DefaultQuestion {
  id: QuestionId
  text: string
  /** Field of the lead or deal the answer is kept in; without it the answer joins the record's answers. */
  field?: string
}

export interface DefaultScript {
  pipeline: Subject
  attempt: number
  name: string
  opening: string
  questions: DefaultQuestion[]
}

/** Every question the shipped scripts ask, with the field of the record it fills. */
const questionFields = {
  task: null,
  volume: null,
  today: null,
  deadline: null,
  budget: 'budget',
  decision: null,
  city: 'city',
  company: 'companyName',
  position: 'jobTitle',
  heard: null,
  'still-needed': null,
  changed: null,
  obstacle: null,
  options: null,
  'best-time': null,
  email: 'email',
  'not-now': null,
  'when-return': null,
  goal: null,
  criteria: null,
  buying: null,
  'close-on': 'closeOn',
  received: null,
  doubts: null,
  compared: null,
  'price-fit': null,
  terms: null,
  missing: null,
  signs: null,
  stakeholders: null,
  inaction: null,
  success: null,
  risks: null,
  referral: null,
} as const satisfies Record<string, string | null>

export type QuestionId = keyof typeof questionFields

/** A script as it is written: which questions follow the opening. */
export interface ScriptWording {
  name: string
  opening: string
  asks: QuestionId[]
}

/** Scripts of one language: first, second and third attempt of every pipeline. */
export type ScriptWordings = Record<
  SalesModel,
  Record<Subject, [ScriptWording, ScriptWording, ScriptWording]>
>

const scripts: Record<Language, ScriptWordings> = { ru: scriptsRu, en: scriptsEn }
const questions: Record<Language, Record<QuestionId, string>> = { ru: questionsRu, en: questionsEn }

/** What to say and ask at the first, second and third attempt in the pipelines of a model. */
export function defaultScripts(model: SalesModel, locale: Language): DefaultScript[] {
  return (['lead', 'deal'] as const).flatMap((pipeline) =>
    scripts[locale][model][pipeline].map(({ name, opening, asks }, index) => ({
      pipeline,
      attempt: index + 1,
      name,
      opening,
      questions: asks.map((id) => {
        const field = questionFields[id]
        return { id, text: questions[locale][id], ...(field && { field }) }
      }),
    })),
  )
}
