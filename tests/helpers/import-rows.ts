import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { csv, type GivenSettings, importing } from './imports.ts'
import { lawBreaches } from './law.ts'
import { startTestApp, type TestApp } from './test-app.ts'

/** Rows brought in as a person would, in a workspace of the test file's own that is empty before each test. */
export function rowsBroughtIn() {
  let app: TestApp
  let imports: ReturnType<typeof importing>
  beforeAll(async () => {
    app = await startTestApp({ jobs: true, model: 'collaborative' })
    imports = importing(app)
  })
  afterAll(() => app.close())
  beforeEach(() =>
    app.rows(
      'delete from notes; delete from steps; delete from leads; delete from deals; delete from import_rows; delete from contacts; delete from companies; delete from products',
    ),
  )

  /** Checks and imports a file; both must tell the same. */
  async function bringIn(rows: (string | number)[][], settings: GivenSettings) {
    const id = await imports.begin(csv(rows), settings)
    const { counts } = await imports.check(id)
    const done = await imports.run(id)
    expect(done).toMatchObject({ status: 'done', counts })
    expect(await lawBreaches(app)).toEqual([])
    return { id, counts, problems: await imports.problems(id) }
  }

  return {
    /** There once the tests run. */
    app: () => app,
    imports: () => imports,
    bringIn,
    leads: (what: string) => app.rows(`select ${what} from leads order by created_at, id`),
    deals: (what: string) => app.rows(`select ${what} from deals order by created_at, id`),
  }
}

/** What is wrong with the rows, shortly. */
export const said = (
  problems: { row: number; problems: { field: string; error: string; severity: string }[] }[],
): string[] =>
  problems.flatMap(({ row, problems: list }) =>
    list.map(({ field, error, severity }) => `${row} ${field} ${error} ${severity}`),
  )
