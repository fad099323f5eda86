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
  const [number = '', ext] = e164.split(';ext=')
  const international = parsePhoneNumberFromString(number)?.formatInternational() ?? number
  const readable = international.replace(/^(\+7 \d{3} \d{3}) (\d{2}) (\d{2})$/, '$1-$2-$3')
  return ext ? `${readable} ext. ${ext}` : readable
}
