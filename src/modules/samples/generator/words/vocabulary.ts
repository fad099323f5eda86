import type { RoleKey } from '../../../people/index.ts'
import type {
  DealRefusal,
  DealStageKey,
  LeadRefusal,
  LeadStageKey,
  QuestionId,
  StepKindKey,
} from '../../../pipelines/index.ts'
import type { Dice } from '../dice.ts'
import type { TagKey } from '../tags.ts'
import { english } from './en/english.ts'
import { russian } from './ru/russian.ts'

/**
 * Everything a sample company is told with in one language. A text that suits only some products or only a part of
 * the way begins with its tag: `racks:`, `trucks:`, `early:` (the first stage), `late:` (all others).
 */
export interface Vocabulary {
  profile: { name: string; slogan: string; domain: string }
  teams: readonly string[]
  staff: readonly StaffMember[]
  products: readonly ProductWords[]
  /** Cities of a country, or of the language's own where the country has no list. */
  places(country: string): Places
  person(dice: Dice): Person
  /** A company named after its owner. */
  soleTrader(owner: Person, dice: Dice): string
  legalName(name: string, country: string, dice: Dice): string
  /** Tax number nobody can have, of the right length; null where none is customary. */
  taxId(dice: Dice, isSoleTrader: boolean): string | null
  companyNames: readonly CompanyName[]
  /** A name of the kind one forgets at once. */
  plainCompanyName(dice: Dice): string
  jobTitles: readonly string[]
  directorTitle: string
  soleTraderTitle: string
  /** Where leads come from, each as often as its weight says. */
  sources: Readonly<Record<string, number>>
  /** Those of the sources that are a trade fair and a place of tenders. */
  expo: string
  tenders: string
  tags: Readonly<Record<TagKey, string>>
  views: { key: string; again: string }
  /** «в понедельник» at 1 to «в воскресенье» at 7. */
  weekdays: readonly string[]
  today: string
  tomorrow: string
  weeks: readonly string[]
  areas: { least: number; most: number; step: number }
  heights: { least: number; most: number }
  rivals: readonly string[]
  bosses: readonly string[]
  leads: LeadPhrases
  deals: DealPhrases
  /** Why a step is put off for the third time. */
  nobodyAnswers: string
  putOffReasons: readonly string[]
  asides: AsidePhrases
  answers: Readonly<Record<QuestionId, readonly string[]>>
}

/** How somebody works: what would be said of them behind a closed door. */
export type Temper = 'excellent' | 'steady' | 'overloaded' | 'procrastinator' | 'key-accounts'

export interface StaffMember {
  key: string
  name: string
  gender: 'm' | 'f'
  role: RoleKey
  jobTitle: string
  /** Index of the team; null for those in none. */
  team: number | null
  /** Null for those who do not sell. */
  temper: Temper | null
}

export interface ProductWords {
  sku: string
  /** Texts tagged for this line suit it. */
  line: 'racks' | 'trucks' | 'other'
  /** Index of the team that knows it best. */
  team: number
  category: string
  name: string
  /** After "they want"; in Russian the accusative that looks like the nominative. */
  topic: string
  /** A clause: "we need a mezzanine", «нужен мезонин». */
  need: string
  /** After "the talk was"; «по стеллажам», "about racking". */
  about: string
  /** Dollars for one. */
  price: number
  /** How many a deal is about. */
  least: number
  most: number
  deal(count: number): string
}

export interface Person {
  gender: 'm' | 'f'
  first: string
  last: string
  /** The name as somebody typed it in. */
  full: string
  /** Surname first, as papers have it. */
  formal: string
}

export interface Places {
  cities: readonly City[]
  /** Numbers reserved for fiction or never given out; null where they are those of the city. */
  mobile: NumberRange | null
  streets: readonly string[]
}

export interface NumberRange {
  /** Beginnings in E.164. */
  prefixes: readonly string[]
  /** How many digits follow. */
  digits: number
}

export interface City extends NumberRange {
  name: string
  /** How much business there is compared with others. */
  weight: number
}

export interface CompanyName {
  name: string
  industry: string
}

export interface LeadPhrases {
  /** What they asked for, in their own words. */
  wishes: readonly string[]
  titles: StepTitles<LeadStageKey>
  /** What was written down when a step led on from a stage. */
  progress: Readonly<Record<LeadStageKey, readonly string[]>>
  unreached: readonly string[]
  postponed: readonly string[]
  parked: readonly string[]
  refused: Readonly<Record<LeadRefusal, readonly string[]>>
  converted: readonly string[]
}

export interface DealPhrases {
  titles: StepTitles<DealStageKey>
  progress: Readonly<Record<DealStageKey, readonly string[]>>
  postponed: readonly string[]
  /** A better offer made together with a postponement. */
  changedOffers: readonly string[]
  parked: readonly string[]
  refused: Readonly<Record<DealRefusal, readonly string[]>>
  won: readonly string[]
}

/** What the next step is called: usually in its stage, when the kind is another, after months of silence. */
export interface StepTitles<Stage extends string = string> {
  byStage: Readonly<Record<Stage, readonly string[]>>
  byKind: Readonly<Record<StepKindKey, readonly string[]>>
  comeBack: readonly string[]
}

export interface AsidePhrases {
  /** Written into a lead or deal between steps. */
  note: readonly string[]
  call: readonly string[]
  mail: readonly string[]
  meeting: readonly string[]
  /** Kept with a company or a person. */
  aboutCompany: readonly string[]
  aboutContact: readonly string[]
}

export const vocabularies: Readonly<Record<'ru' | 'en', Vocabulary>> = { ru: russian, en: english }
