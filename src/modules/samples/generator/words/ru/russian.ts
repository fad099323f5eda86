import type { Vocabulary } from '../vocabulary.ts'
import { answers } from './answers.ts'
import { asides } from './asides.ts'
import { companyNames, plainCompanyName } from './company-names.ts'
import { deals } from './deal-phrases.ts'
import { leads } from './lead-phrases.ts'
import { person } from './people.ts'
import { places } from './places.ts'
import { products, profile, staff, teams } from './top-shelf.ts'

const controlWeights = [
  [2, 4, 10, 3, 5, 9, 4, 6, 8],
  [7, 2, 4, 10, 3, 5, 9, 4, 6, 8],
  [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8],
] as const

export const russian: Vocabulary = {
  profile,
  teams,
  staff,
  products,
  places: () => places,
  person,
  companyNames,
  plainCompanyName,
  soleTrader: (owner) => `ИП ${owner.formal}`,
  legalName: (name, _country, dice) => `${dice.weighted({ ООО: 82, АО: 14, ПАО: 4 })} «${name}»`,
  // The check digits are right and the region is not: 00 is nobody's, so the number belongs to no one.
  taxId(dice, isSoleTrader) {
    let digits = `00${String(dice.between(0, 99_999_999)).padStart(8, '0')}`.slice(0, isSoleTrader ? 10 : 9)
    for (const weights of isSoleTrader ? controlWeights.slice(1) : controlWeights.slice(0, 1)) {
      const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
      digits += String((sum % 11) % 10)
    }
    return digits
  },
  jobTitles: [
    'Начальник склада',
    'Директор по логистике',
    'Руководитель отдела снабжения',
    'Главный инженер',
    'Снабженец',
    'Директор по производству',
    'Коммерческий директор',
    'Финансовый директор',
    'Специалист по закупкам',
    'Главный механик',
    'Инженер по охране труда',
    'Бухгалтер',
    'Помощник директора',
  ],
  directorTitle: 'Генеральный директор',
  soleTraderTitle: 'Индивидуальный предприниматель',
  sources: {
    Сайт: 34,
    'Входящий звонок': 18,
    'Контекстная реклама': 16,
    Рекомендация: 12,
    'Выставка «Склад и логистика»': 7,
    'Тендерная площадка': 5,
    'Холодный обзвон': 5,
    Рассылка: 3,
  },
  expo: 'Выставка «Склад и логистика»',
  tenders: 'Тендерная площадка',
  tags: {
    key: 'Ключевой клиент',
    sites: 'Несколько складов',
    slow: 'Платит с задержкой',
    decides: 'Принимает решения',
    writes: 'Лучше писать',
    expo: 'С выставки',
    again: 'Повторный заказ',
    tender: 'Тендер',
    urgent: 'Срочно',
    fitted: 'С монтажом',
  },
  views: { key: 'Ключевые клиенты', again: 'Повторные заказы' },
  weekdays: [
    '',
    'в понедельник',
    'во вторник',
    'в среду',
    'в четверг',
    'в пятницу',
    'в субботу',
    'в воскресенье',
  ],
  today: 'сегодня',
  tomorrow: 'завтра',
  weeks: ['пять недель', 'шесть недель', 'восемь недель', 'десять недель'],
  areas: { least: 300, most: 8000, step: 100 },
  heights: { least: 5, most: 13 },
  rivals: ['СтеллажГрад', 'Складмаш-Юг', 'Полимакс', 'Рохля-Сервис', 'ТехноПаллет'],
  bosses: ['директор', 'собственник', 'финансовый директор', 'главный инженер', 'начальник склада'],
  leads,
  deals,
  nobodyAnswers: 'Не берут трубку',
  putOffReasons: [
    'Согласуют бюджет',
    'Ждут решения собственника',
    'Контактное лицо в отпуске',
    'Не готов проект склада',
    'Закрывают квартал, не до нас',
    'Затянулась аренда помещения',
    'Сменился начальник снабжения',
    'Ждут ответа от банка по лизингу',
  ],
  asides,
  answers,
}
