const signs: Record<string, string> = {
  '₽': 'RUB',
  руб: 'RUB',
  'р.': 'RUB',
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₸': 'KZT',
  '₴': 'UAH',
  '₺': 'TRY',
  '₾': 'GEL',
  '֏': 'AMD',
  '₼': 'AZN',
  евро: 'EUR',
}
const threeLetters = /(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])/g
const codes = new Set(Intl.supportedValuesOf('currency'))

/** The currency named in a text by code, sign or Russian abbreviation; null when it names none. */
export function currencyOf(text: string): string | null {
  for (const [code] of text.matchAll(threeLetters))
    if (codes.has(code.toUpperCase())) return code.toUpperCase()
  const lower = text.toLowerCase()
  for (const [sign, currency] of Object.entries(signs)) if (lower.includes(sign)) return currency
  return /\dр$/.test(lower) ? 'RUB' : null
}

const words = /(?:US)?[$₽€£¥₸₴₺₾֏₼]|(?<!\p{L})(?:руб\p{L}*|р|евро)(?!\p{L})\.?/giu

/** A text without the currency it names: of `1 200 руб.` the figures are left. */
export function withoutCurrency(text: string): string {
  return text.replace(threeLetters, (code) => (codes.has(code.toUpperCase()) ? '' : code)).replace(words, '')
}

/** Decimal digits of a currency's minor unit by CLDR: 2 for RUB, 0 for JPY. */
export function currencyDigits(currency: string): number {
  let digits = digitsByCurrency.get(currency)
  if (digits === undefined) {
    digits =
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
      2
    digitsByCurrency.set(currency, digits)
  }
  return digits
}
const digitsByCurrency = new Map<string, number>()
