import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../src/', import.meta.url))
/** What runs in the server process. The command line is the operator's own hand and may ask his own machine. */
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /^(kernel|server|modules)\/.*\.ts$/.test(file))
  .filter((file) => !/\.test\.ts$|^modules\/[^/]+\/web\/|^modules\/web\.ts$/.test(file))
  .map((name) => ({ name, text: readFileSync(root + name, 'utf8') }))

/** The room of the one client every call goes through, which guards against being led to inner addresses (SSRF). */
const mayCallOut = (name: string) => name.startsWith('server/channels/')

const callers: Record<string, RegExp> = {
  'a fetch': /(?<![\w.])fetch\(|new (WebSocket|EventSource|XMLHttpRequest)\b/,
  'a module of Node': /from '(node:)?(https|http2|tls|dgram|dns|dns\/promises)'/,
  'a package': /from '(undici|axios|got|ky|node-fetch|ws|nodemailer|imapflow|superagent|request)(\/|')/,
  'a hidden door': /\bimport\(\s*[^'\s]|process\.binding\(/,
}

describe('the server', () => {
  it.each(Object.entries(callers))('does not speak to the outside by %s', (_how, pattern) => {
    expect(files.length).toBeGreaterThan(200)
    const guilty = files.filter(({ name, text }) => !mayCallOut(name) && pattern.test(text))
    expect(guilty.map(({ name }) => name)).toEqual([])
  })

  // A bucket is the operator's own choice, made in the environment: no user names where it stands.
  it('speaks to the outside in one file of that room, and to the bucket of the operator in another', () => {
    const speaking = files.filter(({ text }) => /from 'node:(https|dns|dns\/promises)'/.test(text))
    expect(speaking.map(({ name }) => name)).toEqual([
      'server/channels/bucket.ts',
      'server/channels/outbound.ts',
    ])
  })

  it.each(['net', 'http'])('takes nothing from node:%s that opens a connection', (module) => {
    const named = new RegExp(`import (type )?\\{([^}]*)\\} from '(?:node:)?${module}'`, 'g')
    const taken = files
      .filter(({ name }) => !mayCallOut(name))
      .flatMap(({ name, text }) =>
        [...text.matchAll(named)]
          .filter(([, isType]) => !isType)
          .flatMap(([, , names = '']) => names.split(',').map((one) => `${name}: ${one.trim()}`)),
      )
    // An address read as one, a server that listens, and types.
    expect(
      taken.filter(
        (one) => !/: (isIP(v[46])?|BlockList|createServer|maxHeaderSize|STATUS_CODES|type \w+)$/.test(one),
      ),
    ).toEqual([])
    const whole = new RegExp(`import (\\w+|\\* as \\w+) from '(?:node:)?${module}'`)
    expect(files.filter(({ text }) => whole.test(text)).map(({ name }) => name)).toEqual([])
  })
})

describe('a value', () => {
  // What makes rich text safe stands there. The index of search only reads.
  it('becomes columns in one place', () => {
    const found = files.filter(({ name, text }) => !name.startsWith('kernel/') && /\.toColumns\(/.test(text))
    expect(found.map(({ name }) => name).toSorted()).toEqual([
      'server/records/search-index.ts',
      'server/records/stored-value.ts',
    ])
  })
})

/** SQL put together as text. Each of these writes only words of its own code and names it has made itself. */
const writeSqlAsText = [
  'modules/fields/server/columns.queries.ts',
  'server/auth/create-workspace.ts',
  'server/auth/setup.queries.ts',
  'server/db/bulk.ts',
  'server/db/database.ts',
  'server/db/engine/check-server.ts',
  'server/db/engine/connection.ts',
  'server/db/migrate.ts',
  'server/db/schema-driver.ts',
  'server/events/live-hub.ts',
  'server/plants.ts',
  'server/records/formula-sql.ts',
  'server/records/list-order.ts',
  'server/records/list.ts',
]

describe('SQL', () => {
  it('is put together as text in a few places that are looked at one by one', () => {
    const asText = /\bsql\.(raw|lit)\(|CompiledQuery\.raw\(|\.query\(\s*(`[^`]*\$\{|[a-z]\w*[,)]|'[^']*' \+)/
    const found = files.filter(({ text }) => asText.test(text)).map(({ name }) => name)
    expect(found.filter((name) => !writeSqlAsText.includes(name))).toEqual([])
  })

  it('takes into a list order nothing but words of its own', () => {
    const { text } = files.find(({ name }) => name === 'server/records/list-order.ts')!
    const raw = [...text.matchAll(/sql\.raw\(([^\n]*)\)/g)].map(([, given = '']) => given)
    expect(raw.length).toBeGreaterThan(0)
    for (const given of raw) expect(given).toMatch(/^(`\$\{)?(keys\[0\]!\.)?descending \?/)
  })
})
