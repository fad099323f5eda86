import { describe, expect, it } from 'vitest'
import { measureDuplicates } from '../../bench/duplicates.ts'
import { sharedData } from '../helpers/shared-data.ts'

const data = sharedData('dedupe')

describe.skipIf(!data)('the matcher on public benchmarks', () => {
  const figures = data ? measureDuplicates(data) : []

  it.each([
    ['febrl1', 0.97],
    ['febrl2', 0.97],
    ['DBLP-ACM', 0.95],
  ])('finds the pairs of %s', (name, aim) => {
    expect(figures.find((one) => one.name === name)?.f1).toBeGreaterThanOrEqual(aim)
  })
})
