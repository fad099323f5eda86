import { clockIn } from '../../../../kernel/text/zone.ts'

/** Zones of cities that are not on the time of their country's capital, by stems of their Russian and English names. */
const cities: readonly [zone: string, ...names: string[]][] = [
  ['Europe/Kaliningrad', 'калининград', 'kaliningrad'],
  [
    'Europe/Samara',
    'самар',
    'samara',
    'тольятти',
    'togliatti',
    'tolyatti',
    'ижевск',
    'izhevsk',
    'ульяновск',
    'ulyanovsk',
    'саратов',
    'saratov',
  ],
  [
    'Asia/Yekaterinburg',
    'екатеринбург',
    'yekaterinburg',
    'ekaterinburg',
    'челябинск',
    'chelyabinsk',
    'пермь',
    'perm',
    'уфа',
    'ufa',
    'тюмень',
    'tyumen',
    'оренбург',
    'orenburg',
    'магнитогорск',
    'magnitogorsk',
    'сургут',
    'surgut',
    'курган',
    'kurgan',
    'нижний тагил',
    'nizhny tagil',
    'нижневартовск',
  ],
  ['Asia/Omsk', 'омск', 'omsk'],
  [
    'Asia/Novosibirsk',
    'новосибирск',
    'novosibirsk',
    'барнаул',
    'barnaul',
    'томск',
    'tomsk',
    'новокузнецк',
    'novokuznetsk',
    'кемерово',
    'kemerovo',
    'бийск',
  ],
  ['Asia/Krasnoyarsk', 'красноярск', 'krasnoyarsk', 'норильск', 'norilsk', 'абакан', 'abakan'],
  ['Asia/Irkutsk', 'иркутск', 'irkutsk', 'улан-удэ', 'ulan-ude', 'братск', 'bratsk', 'ангарск'],
  ['Asia/Yakutsk', 'якутск', 'yakutsk', 'чита', 'chita', 'благовещенск', 'blagoveshchensk'],
  ['Asia/Vladivostok', 'владивосток', 'vladivostok', 'хабаровск', 'khabarovsk', 'комсомольск-на-амуре'],
  ['Asia/Magadan', 'магадан', 'magadan', 'южно-сахалинск', 'yuzhno-sakhalinsk'],
  ['Asia/Kamchatka', 'петропавловск-камчатский', 'petropavlovsk-kamchatsky'],
  [
    'America/Chicago',
    'chicago',
    'чикаго',
    'dallas',
    'houston',
    'austin',
    'minneapolis',
    'nashville',
    'new orleans',
    'milwaukee',
    'st. louis',
    'kansas city',
  ],
  ['America/Denver', 'denver', 'salt lake city', 'albuquerque', 'boise'],
  ['America/Phoenix', 'phoenix', 'tucson'],
  [
    'America/Los_Angeles',
    'los angeles',
    'san francisco',
    'san diego',
    'san jose',
    'seattle',
    'portland',
    'las vegas',
    'sacramento',
    'oakland',
  ],
  [
    'America/New_York',
    'new york',
    'boston',
    'philadelphia',
    'washington',
    'atlanta',
    'miami',
    'detroit',
    'charlotte',
    'pittsburgh',
    'columbus',
    'cleveland',
    'orlando',
    'tampa',
    'baltimore',
  ],
]

/** Zones by the beginning of a phone, the longest first; countries with several zones only where the number tells which. */
const prefixes: readonly [prefix: string, zone: string][] = [
  ['+375', 'Europe/Minsk'],
  ['+380', 'Europe/Kyiv'],
  ['+998', 'Asia/Tashkent'],
  ['+996', 'Asia/Bishkek'],
  ['+995', 'Asia/Tbilisi'],
  ['+994', 'Asia/Baku'],
  ['+374', 'Asia/Yerevan'],
  ['+971', 'Asia/Dubai'],
  ['+972', 'Asia/Jerusalem'],
  ['+77', 'Asia/Almaty'],
  ['+74', 'Europe/Moscow'],
  ['+44', 'Europe/London'],
  ['+49', 'Europe/Berlin'],
  ['+33', 'Europe/Paris'],
  ['+34', 'Europe/Madrid'],
  ['+39', 'Europe/Rome'],
  ['+48', 'Europe/Warsaw'],
  ['+90', 'Europe/Istanbul'],
  ['+91', 'Asia/Kolkata'],
  ['+86', 'Asia/Shanghai'],
  ['+81', 'Asia/Tokyo'],
]

/** The time zone a customer most likely lives in, by the city, else by the phone; null when neither tells. */
export function zoneOf(city: string | null, phone: string | null): string | null {
  const name = city?.trim().toLowerCase() ?? ''
  const found = name && cities.find(([, ...names]) => names.some((one) => name.startsWith(one)))
  if (found) return found[0]
  if (/^(г\. ?)?(москва|moscow|санкт-петербург|saint petersburg|st\.? petersburg)/.test(name))
    return 'Europe/Moscow'
  return prefixes.find(([prefix]) => phone?.startsWith(prefix))?.[1] ?? null
}

/** Time of day where the customer is, and whether people there are awake and at work. */
export function localTime(zone: string, now: Date): { time: string; isLate: boolean } {
  const { time } = clockIn(zone, now)
  return { time, isLate: time < '09:00' || time >= '20:00' }
}
