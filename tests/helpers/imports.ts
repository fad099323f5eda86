import { vi } from 'vitest'
import {
  type ImportCounts,
  type ImportSettings,
  importSettingsShape,
} from '../../src/modules/imports/index.ts'
import type { TestApp, TestClient, TestReply } from './test-app.ts'

/** Settings as a client may send them; what is left out has its usual value. */
export type GivenSettings = Partial<ImportSettings> & Pick<ImportSettings, 'entity' | 'columns'>

/** An import as its table has it. */
export interface ImportState {
  id: string
  status: string
  counts: ImportCounts
  position: number
  failure: { code: string; params: Record<string, unknown> } | null
}

export interface ImportProblem {
  row: number
  outcome: string
  problems: { field: string; error: string; severity: string; params?: Record<string, unknown> }[]
  cells: string[]
}

/** Why the people in the files of tests may be kept. */
const basis = { kind: 'legitimateInterest' } as const

/** Imports into one test app, the way a browser does it. */
export function importing(app: TestApp, client: TestClient = app.admin) {
  const state = async (id: string): Promise<ImportState> => {
    const [row] = await app.rows<ImportState>(
      'select id, status, counts, position, failure from imports where id = $1',
      [id],
    )
    if (!row) throw new Error(`there is no import ${id}`)
    return row
  }
  /** Waits until the server is done with it. */
  const settled = (id: string) =>
    vi.waitFor(
      async () => {
        const now = await state(id)
        if (['checking', 'running', 'undoing'].includes(now.status)) throw new Error(`still ${now.status}`)
        return now
      },
      { timeout: 60_000, interval: 25 },
    )
  const verb = async (name: string, body: object): Promise<void> => {
    const reply = await client.post(`/commands/import.${name}`, body)
    if (reply.status !== 200) throw new Error(`import.${name}: ${reply.status} ${JSON.stringify(reply.body)}`)
  }
  const begin = async (content: string | Buffer, settings: GivenSettings, name = 'file.csv') => {
    const reply = await upload(app, client, content, name)
    if (reply.status !== 201) throw new Error(`upload: ${reply.status} ${JSON.stringify(reply.body)}`)
    const { id } = reply.body.item
    await verb('configure', { id, settings: importSettingsShape.parse({ basis, ...settings }) })
    return id as string
  }
  const act = async (name: 'check' | 'run' | 'undo', id: string) => {
    await verb(name, { id })
    return settled(id)
  }
  return {
    state,
    settled,
    verb,
    begin,
    check: (id: string) => act('check', id),
    run: (id: string) => act('run', id),
    undo: (id: string) => act('undo', id),
    /** Uploads, configures and runs. */
    async bringIn(content: string | Buffer, settings: GivenSettings): Promise<ImportState> {
      return act('run', await begin(content, settings))
    },
    async problems(id: string): Promise<ImportProblem[]> {
      const items: ImportProblem[] = []
      for (let after: number | null = -1; after !== null; ) {
        const { body }: TestReply = await client.get(`/imports/${id}/problems?limit=200&after=${after}`)
        items.push(...body.items)
        after = body.nextAfter
      }
      return items
    },
    errorsFile: (id: string) => client.get(`/imports/${id}/errors.csv`),
  }
}

/** Sends a file as a browser's form does. */
export function upload(
  app: TestApp,
  client: TestClient,
  content: string | Buffer,
  name = 'file.csv',
): Promise<TestReply> {
  const boundary = 'onward-test-boundary'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const payload = Buffer.concat([
    Buffer.from(head),
    Buffer.from(content),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return app.inject('POST', '/imports', {
    payload,
    headers: {
      cookie: client.cookie,
      origin: app.services.config.baseUrl,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
  })
}

/** Lines of a CSV file; cells are quoted when they need it. */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) =>
    /[",;\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value)
  return `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
