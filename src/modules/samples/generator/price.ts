import type { Money } from '../../../kernel/fields/types/money.ts'
import { currencyDigits } from '../../../kernel/text/currency.ts'

// Not exchange rates: prices that look at home in the currency.
const perDollar: Readonly<Record<string, number>> = {
  USD: 1,
  EUR: 0.9,
  GBP: 0.8,
  RUB: 80,
  KZT: 480,
  BYN: 3,
  UAH: 40,
  UZS: 12_500,
  AMD: 390,
  GEL: 2.7,
  CAD: 1.4,
  AUD: 1.5,
  INR: 85,
  TRY: 35,
  PLN: 4,
  CZK: 23,
  CHF: 0.9,
  SEK: 10,
  JPY: 150,
  CNY: 7,
  AED: 3.7,
  BRL: 5.5,
}

/** A sum of dollars as a price list would put it in the currency: two significant figures. */
export function priceOf(dollars: number, currency: string): Money {
  return money(roundTo(dollars * (perDollar[currency] ?? 1), 2), currency)
}

/** So many of them, a little cheaper, with the small change left out. */
export function sumOf(price: Money, count: number, discountPercent: number): Money {
  const whole = (price.amount / 10 ** currencyDigits(price.currency)) * count * (1 - discountPercent / 100)
  return money(roundTo(whole, 4), price.currency)
}

/** As it is written in a note: `1 250 000 ₽`, `$14,300`. */
export function written({ amount, currency }: Money, locale: 'ru' | 'en'): string {
  const format = formats.get(`${locale}${currency}`) ?? newFormat(locale, currency)
  return format.format(amount / 10 ** currencyDigits(currency)).replace(/[\u00a0\u202f]/g, ' ')
}
const formats = new Map<string, Intl.NumberFormat>()

function newFormat(locale: string, currency: string): Intl.NumberFormat {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    maximumFractionDigits: 0,
    currencyDisplay: 'narrowSymbol',
  })
  formats.set(`${locale}${currency}`, format)
  return format
}

function money(whole: number, currency: string): Money {
  return { amount: Math.round(whole) * 10 ** currencyDigits(currency), currency }
}

function roundTo(value: number, figures: number): number {
  return Number(value.toPrecision(figures))
}
