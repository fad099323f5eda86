import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isoText, numberText, plainNumber } from './cell-text.ts'
import { meaningOfFormat } from './number-formats.ts'

describe('plainNumber', () => {
  it.each([
    ['12345.678900000001', '12345.6789'],
    ['0.30000000000000004', '0.3'],
    ['7.9161234567E+10', '79161234567'],
    ['1.2345678901234599E+19', '12345678901234600000'],
    ['12345678901234567890', '12345678901234567890'],
    ['44035.0', '44035'],
    ['1.5E-7', '0.00000015'],
    ['-2.5e-3', '-0.0025'],
    ['1E+22', '10000000000000000000000'],
    ['n/a', 'n/a'],
  ])('%s is %s', (raw, text) => {
    expect(plainNumber(raw)).toBe(text)
  })

  it('keeps 15 digits of every number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), (value) => {
        const text = plainNumber(String(value))
        expect(text).not.toMatch(/e/i)
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-14)
      }),
    )
  })
})

describe('numberText', () => {
  it.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [11111, '1930-06-02'],
    [2958465, '9999-12-31'],
  ])('day %s is %s', (serial, day) => {
    expect(numberText(String(serial), 'date', false)).toBe(day)
  })

  it('rounds to the second and carries over midnight', () => {
    expect(numberText('44035.9999999', 'date-time', false)).toBe('2020-07-24T00:00:00')
    expect(numberText('44035.999', 'date', false)).toBe('2020-07-23')
  })

  it('leaves figures that are no day as they are', () => {
    expect(['-1', '0', '2958466', ''].map((raw) => numberText(raw, 'date', false))).toEqual([
      '-1',
      '0',
      '2958466',
      '',
    ])
  })
})

it('isoText drops what the format does not show', () => {
  expect(isoText('2020-07-22T00:00:00.000Z', 'date')).toBe('2020-07-22')
  expect(isoText('2020-07-22T09:30', 'date-time')).toBe('2020-07-22T09:30:00')
})

describe('meaningOfFormat', () => {
  it.each([
    ['General', 'number'],
    ['yyyy\\-mm\\-dd;@', 'date'],
    ['M/d/yyyy H:mm:ss', 'date-time'],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', 'date'],
    ['ДД.ММ.ГГГГ', 'date'],
    ['mmm-yy', 'date'],
    ['h:mm AM/PM', 'time'],
    ['mm:ss.0', 'time'],
    ['[h]:mm:ss', 'elapsed'],
    ['0.00E+00', 'number'],
    ['0%', 'percent'],
    ['#,##0.00\\ %', 'percent'],
    ['[Red]0.00 "days"', 'number'],
    ['0.0" hours"', 'number'],
    ['@', 'number'],
    ['[>=100000]0.000\\ \\";[Red]0.000', 'number'],
  ])('%s means %s', (code, meaning) => {
    expect(meaningOfFormat(code)).toBe(meaning)
  })

  it.each([
    ['#,##0.00\\ "руб."', 'RUB'],
    ['_-* #,##0.00\\ [$₽-419]_-;\\-* #,##0.00', 'RUB'],
    ['[$$-409]#,##0.00', 'USD'],
    ['"$"#,##0', 'USD'],
    ['#,##0\\ [$€-407]', 'EUR'],
    ['[$EUR] #,##0.00', 'EUR'],
  ])('%s means an amount in %s', (code, currency) => {
    expect(meaningOfFormat(code)).toEqual({ currency })
  })

  it('reads zeros as a number of digits', () => {
    expect(meaningOfFormat('000000')).toEqual({ digits: 6 })
  })
})
