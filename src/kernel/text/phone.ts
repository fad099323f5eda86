import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'

/**
 * A phone as people write it, completed by the company's country, as E.164 with an optional extension
 * (`+74951234567;ext=12`). Null when it is no possible number. Rules: libphonenumber.
 */
export function normalisePhone(text: string, country: string): string | null {
  const number = parsePhoneNumberFromString(text, country as CountryCode)
  if (!number?.isPossible()) return null
  return number.ext ? `${number.number};ext=${number.ext}` : number.number
}

/** `+7 916 123-45-67`, with ` ext. 12` where there is an extension. */
export function printPhone(e164: string): string {
  // One that is masked is as it is to be read.
  if (e164.includes('•')) return e164
  const [number = '', ext] = e164.split(';ext=')
  const international = parsePhoneNumberFromString(number)?.formatInternational() ?? number
  const readable = international.replace(/^(\+7 \d{3} \d{3}) (\d{2}) (\d{2})$/, '$1-$2-$3')
  return ext ? `${readable} ext. ${ext}` : readable
}

/** Digits of the operator's code that are told at most, and digits that are left out at least. */
const masking = { code: 3, leftOut: 4 }

/**
 * A phone of which the country, the operator and the last two digits are told: `+7 916 •••-••-10`. Of a number too short
 * for that the operator is left out too.
 */
export function maskPhone(e164: string): string {
  const [number = ''] = e164.split(';ext=')
  const printed = printPhone(number)
  const country = parsePhoneNumberFromString(number)?.countryCallingCode.length ?? 1
  const [, code = ''] = /^\+\d+ (\d+)/.exec(printed) ?? []
  const told = country + Math.min(code.length, masking.code)
  const digits = printed.replace(/\D/g, '').length
  const kept = digits - told - 2 >= masking.leftOut ? told : country
  let at = 0
  return printed.replace(/\d/g, (digit) => {
    at++
    return at <= kept || at > digits - 2 ? digit : '•'
  })
}
