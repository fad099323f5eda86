/**
 * Rounds half away from zero to `digits` after the point, of the fifteen significant digits a number is sure to have:
 * as PostgreSQL does in `round(x::numeric, digits)` of a double.
 */
export function roundDecimal(value: number, digits: number): number {
  if (value === 0 || !Number.isFinite(value)) return value === 0 ? 0 : value
  const [mantissa = '', exponent = '0'] = fifteenDigits(Math.abs(value)).split('e')
  const shifted = Number(`${mantissa}e${Number(exponent) + digits}`)
  const whole = Math.floor(shifted + 0.5)
  // Beyond fifteen digits nothing is left to be rounded.
  const rounded =
    Number(exponent) + digits >= 15 ? Number(`${mantissa}e${exponent}`) : Number(`${whole}e${-digits}`)
  return value < 0 ? 0 - rounded : rounded
}

/** Of two numbers of fifteen digits that are equally near the even one is taken, as by the library PostgreSQL prints with. */
function fifteenDigits(value: number): string {
  const near = value.toExponential(14)
  const exact = value.toExponential(60)
  const isBetween = /^\d\.\d{14}50*e/.test(exact)
  const before = exact.slice(0, 16)
  return isBetween && Number(before.at(-1)) % 2 === 0 ? before + exact.slice(exact.indexOf('e')) : near
}
