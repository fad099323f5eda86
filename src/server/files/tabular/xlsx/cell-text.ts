import type { NumberMeaning } from './number-formats.ts'

const dayMs = 86_400_000
/** 31.12.9999, the last day a spreadsheet knows. */
const lastSerial = 2_958_465

/** A number of a sheet as text: ISO date or time, percent or an amount where its format says so, otherwise plain digits. */
export function numberText(raw: string, meaning: NumberMeaning, from1904: boolean): string {
  if (meaning === 'number') return plainNumber(raw)
  if (meaning === 'percent') return percentText(raw)
  if (typeof meaning === 'object' && 'currency' in meaning) return `${plainNumber(raw)} ${meaning.currency}`
  if (typeof meaning === 'object')
    return /^\d+$/.test(raw) ? raw.padStart(meaning.digits, '0') : plainNumber(raw)
  const serial = Number(raw)
  const outside = raw.trim() === '' || !(serial >= 0) || serial > lastSerial
  if (outside) return plainNumber(raw)
  if (meaning === 'elapsed') return clock(Math.round(serial * 86_400))
  if (meaning === 'time' && serial < 1) return clock(Math.round(serial * 86_400) % 86_400)
  if (serial < 1 && !from1904) return plainNumber(raw)
  return moment(serial, meaning, from1904)
}

function percentText(raw: string): string {
  const value = Number(raw)
  return raw.trim() === '' || !Number.isFinite(value) ? raw : `${plainNumber(String(value * 100))}%`
}

/** An ISO moment written into the cell itself (`t="d"`), as day or day and time by the format. */
export function isoText(raw: string, meaning: NumberMeaning): string {
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?))?/.exec(raw)
  if (!match) return raw
  const [, day = '', time] = match
  if (!time || meaning === 'date') return day
  return `${day}T${time.length === 5 ? `${time}:00` : time}`
}

/**
 * A stored number without the noise of binary fractions (spreadsheets keep 15 digits) and without an exponent:
 * `12345.678900000001` is `12345.6789`, `7.9161234567E+10` is `79161234567`.
 */
export function plainNumber(raw: string): string {
  if (/^-?\d+$/.test(raw)) return raw
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw
  const text = String(Number(value.toPrecision(15)))
  return text.includes('e') ? withoutExponent(text) : text
}

/** Text of a cell: `_x000D_` stands for a character XML cannot hold; zero bytes mean nothing in a table. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) =>
    hex === '0000' ? '' : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

function moment(serial: number, meaning: 'date' | 'time' | 'date-time', from1904: boolean): string {
  const seconds = meaning === 'date' ? Math.floor(serial) * 86_400 : Math.round(serial * 86_400)
  const days = Math.floor(seconds / 86_400)
  const day = from1904 ? dayText(Date.UTC(1904, 0, 1) + days * dayMs) : dayFrom1900(days)
  return meaning === 'date' ? day : `${day}T${clock(seconds % 86_400)}`
}

/** Day 60 is 29.02.1900, which never was: Excel keeps it for the sake of Lotus, so earlier days are off by one. */
function dayFrom1900(days: number): string {
  if (days === 60) return '1900-02-29'
  return dayText(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * dayMs)
}

function dayText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

function clock(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${two(seconds / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`
}

function withoutExponent(text: string): string {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? []
  const digits = whole + fraction
  const point = 1 + Number(power)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return sign + digits.padEnd(point, '0')
}
