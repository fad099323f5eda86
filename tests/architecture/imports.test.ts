import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../src/', import.meta.url))
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))

interface Arrow {
  from: string
  to: string
  /** `type` leaves nothing in the running program, `lazy` is followed when somebody gets there. */
  how: 'static' | 'lazy' | 'type'
}

/** Every import of the sources: project files by path from `src`, packages by name. */
const arrows: Arrow[] = files.flatMap((from) => {
  const text = readFileSync(root + from, 'utf8')
  const found = [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)[^'"\n]*?(?:\{[^}]*\}[^'"\n]*?)?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g,
    ),
  ]
  return found.map((match) => {
    const given = match[1] ?? match[2] ?? match[3] ?? ''
    const to = given.startsWith('.') ? path.posix.join(path.posix.dirname(from), given) : given
    const isType = /^\s*(import|export)\s+type\b/.test(match[0])
    return { from, to, how: match[2] !== undefined ? 'lazy' : isType ? 'type' : 'static' }
  })
})

const ours = new Set(files)
const isOurs = (to: string) => ours.has(to)
const moduleOf = (file: string) => /^modules\/([^/]+)\//.exec(file)?.[1] ?? null
const isWebFile = (file: string) =>
  file.startsWith('web/') || /^modules\/[^/]+\/web\//.test(file) || file === 'modules/web.ts'
const isServerFile = (file: string) =>
  file.startsWith('server/') ||
  /^modules\/[^/]+\/server\//.test(file) ||
  file === 'modules/server.ts' ||
  file.startsWith('cli/')

function offenders(rule: (arrow: Arrow) => boolean): string[] {
  return arrows.filter(rule).map(({ from, to }) => `${from} → ${to}`)
}

describe('imports', () => {
  it('are found at all', () => expect(arrows.length).toBeGreaterThan(500))

  it('of the kernel stay in the kernel', () => {
    const packages = ['zod', 'temporal-polyfill', 'uuidv7', 'libphonenumber-js/min']
    expect(
      offenders(
        ({ from, to }) => from.startsWith('kernel/') && !to.startsWith('kernel/') && !packages.includes(to),
      ),
    ).toEqual([])
  })

  it('of the server platform know no module and no screen', () => {
    expect(
      offenders(
        ({ from, to }) => from.startsWith('server/') && (to.startsWith('modules/') || to.startsWith('web/')),
      ),
    ).toEqual([])
  })

  it('of the web platform know no module and no server', () => {
    const entry = 'modules/web.ts'
    expect(
      offenders(
        ({ from, to }) =>
          from.startsWith('web/') &&
          ((to.startsWith('modules/') && to !== entry) || to.startsWith('server/')),
      ),
    ).toEqual([])
  })

  it('of web/api lead to nothing that is built on it', () => {
    const below = /^(kernel|web\/(api|text))\//
    expect(
      offenders(
        ({ from, to }) => from.startsWith('web/api/') && to.includes('/') && isOurs(to) && !below.test(to),
      ),
    ).toEqual([])
  })

  it('between modules go through their doors', () => {
    const doors = /^modules\/[^/]+\/(index\.ts|server\/index\.ts)$/
    expect(
      offenders(({ from, to }) => {
        const [own, other] = [moduleOf(from), moduleOf(to)]
        return own !== null && other !== null && own !== other && !doors.test(to)
      }),
    ).toEqual([])
  })

  it('never bring the server to a screen or a screen to the server', () => {
    expect(offenders(({ from, to }) => isWebFile(from) && isServerFile(to))).toEqual([])
    expect(offenders(({ from, to }) => !isWebFile(from) && isWebFile(to))).toEqual([])
  })

  it('of modules outside their server and web rooms are isomorphic', () => {
    const isShared = (file: string) => moduleOf(file) !== null && !isWebFile(file) && !isServerFile(file)
    expect(
      offenders(
        ({ from, to }) => isShared(from) && (to.startsWith('node:') || isServerFile(to) || isWebFile(to)),
      ),
    ).toEqual([])
  })

  it('of the database go to the rooms that may contain SQL', () => {
    const mayContainSql = (file: string) =>
      /^server\/(db|records|auth|jobs|events)\//.test(file) ||
      /^server\/(act|savepoint|workspaces|plants)\.ts$/.test(file) ||
      /^server\/app\/idempotency\.ts$/.test(file) ||
      /^modules\/[^/]+\/server\//.test(file) ||
      file.startsWith('cli/')
    expect(
      offenders(
        ({ from, to }) => (to === 'kysely' || to === 'pg') && !mayContainSql(from) && !isTypeOnly(from, to),
      ),
    ).toEqual([])
  })

  it('of the UI library are made in web/ui only', () => {
    const library = /^(@mantine\/|@tabler\/|@tanstack\/react-virtual|@atlaskit\/)/
    expect(offenders(({ from, to }) => library.test(to) && !from.startsWith('web/ui/'))).toEqual([])
  })
})

describe('files', () => {
  // A picker shows fields of what it finds, and a field that leads to a record is edited by a picker. A row is read
  // cell by cell, and a cell about another record fills the row.
  const known = [
    'modules/imports/server/linked-cells.ts, modules/imports/server/read-row.ts',
    'web/fields/field-value.tsx, web/fields/ref-picker.tsx, web/fields/widgets.ts, web/fields/widgets/editors.tsx',
  ]

  it('import one another in no ring but the known ones', () => expect(rings()).toEqual(known))
})

describe('fetching', () => {
  it('happens in web/api only', () => {
    const guilty = files.filter(
      (file) =>
        isWebFile(file) &&
        !file.startsWith('web/api/') &&
        /\b(fetch|XMLHttpRequest|EventSource)\(/.test(readFileSync(root + file, 'utf8')),
    )
    expect(guilty).toEqual([])
  })
})

/** Types leave no arrow in the running program. */
function isTypeOnly(from: string, to: string): boolean {
  const text = readFileSync(root + from, 'utf8')
  const lines = text.split('\n').filter((line) => line.includes(`'${to}'`))
  return lines.every((line) => line.startsWith('import type'))
}

/** Groups of files each of which reaches all others of its group by static imports. */
function rings(): string[] {
  const next = new Map<string, string[]>()
  for (const { from, to, how } of arrows)
    if (how === 'static' && isOurs(to)) next.set(from, [...(next.get(from) ?? []), to])
  const reachOf = (file: string) => {
    const reached = new Set<string>()
    const ahead = [file]
    for (let at = ahead.pop(); at !== undefined; at = ahead.pop())
      for (const to of next.get(at) ?? [])
        if (!reached.has(to)) {
          reached.add(to)
          ahead.push(to)
        }
    return reached
  }
  const reach = new Map(files.map((file) => [file, reachOf(file)]))
  const inRing = files.filter((file) => reach.get(file)?.has(file))
  const groups = inRing.map((file) =>
    inRing
      .filter((other) => reach.get(file)?.has(other) && reach.get(other)?.has(file))
      .toSorted()
      .join(', '),
  )
  return [...new Set(groups)].toSorted()
}
