import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { blockKeys } from '../src/kernel/matching/block-keys.ts'
import { learnModel } from '../src/kernel/matching/learn.ts'
import {
  type Comparison,
  countWords,
  expectedModel,
  judge,
  type PreparedRecord,
  prepareRecord,
} from '../src/kernel/matching/model.ts'

/** Pairs of one benchmark found by the matcher against those known to be true. */
export interface Figures {
  name: string
  records: number
  compared: number
  precision: number
  recall: number
  f1: number
  seconds: number
}

interface Task {
  name: string
  comparisons: readonly Comparison[]
  lists: readonly (readonly PreparedRecord[])[]
  /** `a b` of indices, a before b; across lists the second counts on from the first. */
  truth: ReadonlySet<string>
}

/** Records that share a key are compared, unless so many do that the key tells nothing. */
const largestBlock = 60

/**
 * Measures the matcher on public benchmarks. Nothing is learnt from their answers: the model is fitted to the pairs
 * themselves by expectation maximisation, the threshold is one half.
 */
export function measureDuplicates(data: string): Figures[] {
  return [febrl(data, 'febrl1'), febrl(data, 'febrl2'), dblpAcm(data)].map(measure)
}

function measure({ name, comparisons, lists, truth }: Task): Figures {
  const started = performance.now()
  const records = lists.flat()
  const pairs = candidatePairs(comparisons, lists)
  const frequencies = comparisons.map(({ kind }, index) =>
    ['personName', 'city', 'code', 'words', 'title', 'companyName'].includes(kind)
      ? countWords(records, index)
      : null,
  )
  const expected = expectedModel(comparisons, frequencies)
  const model = learnModel(
    expected,
    pairs.map(([a, b]) => [records[a]!, records[b]!] as const),
  )
  const likely = pairs
    .map(([a, b]) => ({ a, b, score: judge(model, records[a]!, records[b]!).score }))
    .filter(({ score }) => score >= 0.5)
  const found = new Set((lists.length > 1 ? oneToOne(likely) : likely).map(({ a, b }) => `${a} ${b}`))
  const right = [...found].filter((pair) => truth.has(pair)).length
  const precision = right / Math.max(1, found.size)
  const recall = right / truth.size
  return {
    name,
    records: records.length,
    compared: pairs.length,
    precision,
    recall,
    f1: (2 * precision * recall) / Math.max(1e-9, precision + recall),
    seconds: (performance.now() - started) / 1000,
  }
}

/** Two lists without duplicates of their own: each record has one partner at most, the surest. */
function oneToOne<Pair extends { a: number; b: number; score: number }>(pairs: Pair[]): Pair[] {
  const taken = new Set<number>()
  return pairs
    .sort((one, other) => other.score - one.score)
    .filter(({ a, b }) => {
      if (taken.has(a) || taken.has(b)) return false
      taken.add(a).add(b)
      return true
    })
}

function candidatePairs(comparisons: readonly Comparison[], lists: Task['lists']): [number, number][] {
  const blocks = new Map<string, number[]>()
  const first = lists[0]?.length ?? 0
  lists.flat().forEach((record, index) => {
    for (const key of blockKeys(comparisons, record)) blocks.set(key, [...(blocks.get(key) ?? []), index])
  })
  const pairs = new Map<string, [number, number]>()
  for (const block of blocks.values()) {
    if (block.length > largestBlock) continue
    for (const [position, a] of block.entries())
      for (const b of block.slice(position + 1))
        if (lists.length === 1 || (a < first && b >= first)) pairs.set(`${a} ${b}`, [a, b])
  }
  return [...pairs.values()]
}

function febrl(data: string, name: string): Task {
  const rows = table(join(data, `${name}.csv`), ',')
  const comparisons: Comparison[] = [
    { field: 'name', kind: 'personName' },
    { field: 'number', kind: 'code' },
    { field: 'street', kind: 'words' },
    { field: 'place', kind: 'words' },
    { field: 'suburb', kind: 'city' },
    { field: 'postcode', kind: 'code' },
    { field: 'state', kind: 'city' },
    { field: 'birth', kind: 'date' },
  ]
  const records = rows.map((row) =>
    prepareRecord(comparisons, [
      [row.given_name, row.surname],
      row.street_number,
      row.address_1,
      row.address_2,
      row.suburb,
      row.postcode,
      row.state,
      row.date_of_birth,
    ]),
  )
  const people = rows.map(({ rec_id = '' }) => rec_id.split('-')[1])
  const truth = new Set<string>()
  people.forEach((person, a) => {
    for (let b = a + 1; b < people.length; b++) if (people[b] === person) truth.add(`${a} ${b}`)
  })
  return { name, comparisons, lists: [records], truth }
}

function dblpAcm(data: string): Task {
  const comparisons: Comparison[] = [
    { field: 'title', kind: 'title' },
    { field: 'authors', kind: 'people' },
    { field: 'venue', kind: 'words' },
    { field: 'year', kind: 'year' },
  ]
  const read = (file: string) => table(join(data, 'dblp-acm', file), '%')
  const [dblp, acm] = [read('dblp.csv'), read('acm.csv')]
  const positions = [dblp, acm].map((rows) => new Map(rows.map(({ id = '' }, index) => [id, index])))
  const truth = new Set(
    read('gt.csv').map(
      ({ D1 = '', D2 = '' }) => `${positions[0]!.get(D1)} ${dblp.length + positions[1]!.get(D2)!}`,
    ),
  )
  const lists = [dblp, acm].map((rows) =>
    rows.map(({ title, authors, venue, year }) => prepareRecord(comparisons, [title, authors, venue, year])),
  )
  return { name: 'DBLP-ACM', comparisons, lists, truth }
}

function table(path: string, delimiter: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').split(/\r?\n/).filter(Boolean)
  const names = head.split(delimiter).map((name) => name.trim())
  return lines.map((line) => {
    const cells = line.split(delimiter)
    return Object.fromEntries(names.map((name, index) => [name, (cells[index] ?? '').trim()]))
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const data = join(
    process.env.ONWARD_SHARED_DATA ?? join(import.meta.dirname, '../../shared/data'),
    'dedupe',
  )
  const percent = (share: number) => (share * 100).toFixed(2)
  for (const { name, records, compared, precision, recall, f1, seconds } of measureDuplicates(data))
    console.log(
      `${name}: ${records} records, ${compared} pairs compared, precision ${percent(precision)} %, recall ${percent(recall)} %, F1 ${percent(f1)} %, ${seconds.toFixed(1)} s`,
    )
}
