import { countryCodes } from '../../../../kernel/text/countries.ts'
import type { Language } from '../../../../web/text/i18n.ts'
import type { Option } from '../../../../web/ui/select.tsx'

const euro = 'AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK'
const others: Record<string, string> = {
  AE: 'AED',
  AM: 'AMD',
  AR: 'ARS',
  AU: 'AUD',
  AZ: 'AZN',
  BA: 'BAM',
  BR: 'BRL',
  BY: 'BYN',
  CA: 'CAD',
  CH: 'CHF',
  CL: 'CLP',
  CN: 'CNY',
  CO: 'COP',
  CZ: 'CZK',
  DK: 'DKK',
  EG: 'EGP',
  GB: 'GBP',
  GE: 'GEL',
  HK: 'HKD',
  HU: 'HUF',
  ID: 'IDR',
  IL: 'ILS',
  IN: 'INR',
  IS: 'ISK',
  JP: 'JPY',
  KG: 'KGS',
  KR: 'KRW',
  KZ: 'KZT',
  MA: 'MAD',
  MD: 'MDL',
  MK: 'MKD',
  MN: 'MNT',
  MX: 'MXN',
  MY: 'MYR',
  NG: 'NGN',
  NO: 'NOK',
  NZ: 'NZD',
  PE: 'PEN',
  PH: 'PHP',
  PK: 'PKR',
  PL: 'PLN',
  QA: 'QAR',
  RO: 'RON',
  RS: 'RSD',
  RU: 'RUB',
  SA: 'SAR',
  SE: 'SEK',
  SG: 'SGD',
  TH: 'THB',
  TJ: 'TJS',
  TM: 'TMT',
  TN: 'TND',
  TR: 'TRY',
  TW: 'TWD',
  UA: 'UAH',
  UZ: 'UZS',
  VN: 'VND',
  ZA: 'ZAR',
}

/** All countries by name in a language. */
export function countryOptions(language: Language): Option[] {
  const names = new Intl.DisplayNames(language, { type: 'region' })
  return sorted(
    countryCodes.split(' ').map((code) => ({ value: code, label: names.of(code) ?? code })),
    language,
  )
}

/** All currencies as `RUB — российский рубль`. */
export function currencyOptions(language: Language): Option[] {
  const names = new Intl.DisplayNames(language, { type: 'currency' })
  return Intl.supportedValuesOf('currency').map((code) => ({
    value: code,
    label: `${code} — ${names.of(code)}`,
  }))
}

/** All time zones with their distance from UTC now. */
export function zoneOptions(language: Language): Option[] {
  // Browsers leave UTC out of their list, though a computer may be set to it.
  const zones = [...new Set(['UTC', likelyZone(), ...Intl.supportedValuesOf('timeZone')])].map((zone) => {
    const format = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'shortOffset' })
    const offset = format.formatToParts().find(({ type }) => type === 'timeZoneName')?.value ?? ''
    return { value: zone, label: `${zone.replaceAll('_', ' ').replaceAll('/', ' / ')} (${offset})` }
  })
  return sorted(zones, language)
}

/** What is used in a country; dollars where it is not known here. */
export function currencyOf(country: string): string {
  return euro.includes(country) ? 'EUR' : (others[country] ?? 'USD')
}

/** The country the browser speaks of, else the one of the language. */
export function likelyCountry(language: Language): string {
  const regions = navigator.languages.map((tag) => /-([A-Z]{2})(?![A-Za-z])/.exec(tag)?.[1])
  const region = regions.find((code) => code !== undefined && countryCodes.includes(code))
  return region ?? (language === 'ru' ? 'RU' : 'US')
}

/** The time zone of this computer. */
export const likelyZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

function sorted(options: Option[], language: Language): Option[] {
  const order = new Intl.Collator(language)
  return options.toSorted((one, other) => order.compare(one.label, other.label))
}
