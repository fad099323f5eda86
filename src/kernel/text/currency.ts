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
}
const codes = new Set(Intl.supportedValuesOf('currency'))

/** The currency named in a text by code, sign or Russian abbreviation; null when it names none. */
export function currencyOf(text: string): string | null {
  const code = /(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])/.exec(text)?.[0].toUpperCase()
  if (code && codes.has(code)) return code
  const lower = text.toLowerCase()
  for (const [sign, currency] of Object.entries(signs)) if (lower.includes(sign)) return currency
  return null
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
