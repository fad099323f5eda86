import type { Vocabulary } from '../vocabulary.ts'
import { answers } from './answers.ts'
import { asides } from './asides.ts'
import { companyNames, plainCompanyName } from './company-names.ts'
import { deals } from './deal-phrases.ts'
import { leads } from './lead-phrases.ts'
import { person } from './people.ts'
import { americanPlaces, britishPlaces } from './places.ts'
import { products, profile, staff, teams } from './top-shelf.ts'

export const english: Vocabulary = {
  profile,
  teams,
  staff,
  products,
  places: (country) => (country === 'GB' ? britishPlaces : americanPlaces),
  person,
  companyNames,
  plainCompanyName,
  soleTrader: (owner, dice) =>
    `${owner.last} & ${dice.pick(['Sons', 'Daughters', 'Partners', 'Co.', 'Family'])}`,
  legalName: (name, country, dice) =>
    `${name} ${country === 'GB' ? dice.weighted({ Ltd: 90, LLP: 6, plc: 4 }) : dice.weighted({ Inc: 46, LLC: 44, 'Co.': 10 })}`,
  taxId: () => null,
  jobTitles: [
    'Warehouse Manager',
    'Logistics Director',
    'Head of Purchasing',
    'Operations Manager',
    'Buyer',
    'Plant Manager',
    'Facilities Manager',
    'Finance Director',
    'Purchasing Assistant',
    'Maintenance Lead',
    'Health & Safety Officer',
    'Distribution Manager',
    'Office Manager',
  ],
  directorTitle: 'General Manager',
  soleTraderTitle: 'Owner',
  sources: {
    Website: 34,
    'Phone call': 18,
    'Search ads': 16,
    Referral: 12,
    'Warehouse & Logistics Expo': 7,
    'Tender portal': 5,
    'Cold call': 5,
    Newsletter: 3,
  },
  expo: 'Warehouse & Logistics Expo',
  tenders: 'Tender portal',
  tags: {
    key: 'Key account',
    sites: 'Several sites',
    slow: 'Slow payer',
    decides: 'Decision maker',
    writes: 'Prefers e-mail',
    expo: 'Met at the expo',
    again: 'Repeat order',
    tender: 'Tender',
    urgent: 'Urgent',
    fitted: 'With installation',
  },
  views: { key: 'Key accounts', again: 'Repeat orders' },
  weekdays: [
    '',
    'on Monday',
    'on Tuesday',
    'on Wednesday',
    'on Thursday',
    'on Friday',
    'on Saturday',
    'on Sunday',
  ],
  today: 'later today',
  tomorrow: 'tomorrow',
  weeks: ['five weeks', 'six weeks', 'eight weeks', 'ten weeks'],
  areas: { least: 6_000, most: 90_000, step: 2_000 },
  heights: { least: 18, most: 40 },
  rivals: ['RackItUp', 'Shelf Life Systems', 'Liftly', 'Bargain Beams', 'PalletPro North'],
  bosses: ['the owner', 'the finance director', 'the plant manager', 'head office', 'the chief engineer'],
  leads,
  deals,
  nobodyAnswers: 'Nobody answers',
  putOffReasons: [
    'Budget still being approved',
    'Waiting for the owner',
    'Contact on leave',
    'Layout drawing not ready',
    'Closing the quarter',
    'Lease not signed yet',
    'New head of purchasing',
    'Waiting for the leasing company',
  ],
  asides,
  answers,
}
