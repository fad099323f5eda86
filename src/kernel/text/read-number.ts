/**
 * Reads a number as people in Russia, Europe and America write it: `1 234 567,50`, `1,234,567.50`,
 * `1.234.567,5`, `(120)`, `−5`. Returns a plain decimal string (`-1234567.5`) or null.
 * One separator followed by exactly three digits (`1,234` or `1.234`) is read as thousands only when it is a
 * comma and no nought stands before it; a lone point is always a decimal point, as in every file written by a program.
 * Programs write large numbers with an exponent, too: `6.0E7`.
 */
export function readDecimal(text: string): string | null {
  let rest = text.replace(/[\s\u00a0\u202f'’_]/g, '').replace(/^[−–]/, '-')
  let negative = false
  if (/^\(.*\)$/.test(rest)) {
    negative = true
    rest = rest.slice(1, -1)
  }
  if (rest.startsWith('-') || rest.startsWith('+')) {
    negative = negative !== rest.startsWith('-')
    rest = rest.slice(1)
  }
  const plain = withoutExponent(rest) ?? withPoint(rest)
  if (plain === null || !/^\d+(\.\d+)?$/.test(plain)) return null
  return negative ? `-${plain}` : plain
}

/** `6.0E7` as `60000000`, every digit kept; null where there is no exponent. */
function withoutExponent(text: string): string | null {
  const [, whole = '', fraction = '', power] = /^(\d+)(?:[.,](\d+))?e([+-]?\d{1,2})$/i.exec(text) ?? []
  if (power === undefined) return null
  const digits = whole + fraction
  const point = whole.length + Number(power)
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`
  return point >= digits.length
    ? digits.padEnd(point, '0')
    : `${digits.slice(0, point)}.${digits.slice(point)}`
}

function withPoint(digits: string): string | null {
  const commas = digits.split(',').length - 1
  const points = digits.split('.').length - 1
  if (commas === 0 && points <= 1) return digits.startsWith('.') ? `0${digits}` : digits
  if (commas > 0 && points > 0) {
    const decimalMark = digits.lastIndexOf(',') > digits.lastIndexOf('.') ? ',' : '.'
    const thousands = decimalMark === ',' ? '.' : ','
    return grouped(digits, thousands, decimalMark)
  }
  if (points > 1) return grouped(digits, '.', ',')
  if (commas > 1 || /^[1-9]\d{0,2},\d{3}$/.test(digits)) return grouped(digits, ',', '.')
  return digits.replace(',', '.')
}

function grouped(digits: string, thousands: string, decimalMark: string): string | null {
  const [whole = '', fraction] = digits.split(decimalMark)
  const groups = whole.split(thousands)
  if (groups.slice(1).some((group) => group.length !== 3) || groups[0]!.length > 3) return null
  return groups.join('') + (fraction === undefined ? '' : `.${fraction}`)
}
