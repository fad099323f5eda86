/**
 * Rounds half away from zero to `digits` after the point, of the fifteen significant digits a number is sure to have:
 * as PostgreSQL does in `round(x::numeric, digits)` of a double.
 */
export function roundDecimal(value: number, digits: number): number {
  if (value === 0 || !Number.isFinite(value)) return value === 0 ? 0 : value
  const [mantissa = '', exponent = '0'] = Math.abs(value).toExponential(14).split('e')
  const shifted = Number(`${mantissa}e${Number(exponent) + digits}`)
  const whole = Math.floor(shifted + 0.5)
  // Beyond fifteen digits nothing is left to be rounded.
  const rounded =
    Number(exponent) + digits >= 15 ? Number(`${mantissa}e${exponent}`) : Number(`${whole}e${-digits}`)
  return value < 0 ? 0 - rounded : rounded
}
