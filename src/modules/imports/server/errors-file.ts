import { pipeline, Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type ActFrame, runRead } from '../../../server/act.ts'
import { callerOf } from '../../../server/app/caller.ts'
import { getRecord } from '../../../server/records/read.ts'
import { sentences } from '../../../server/sentences.ts'
import type { Services } from '../../../server/services.ts'
import { guardCell } from '../clean-cell.ts'
import { errorsHeading } from '../errors-heading.ts'
import { importRun } from '../import.entity.ts'
import type { ImportFile } from '../import-settings.ts'
import { type ProblemRow, rowsWithProblems } from './imports.queries.ts'

const page = 200
const input = z.object({ id: z.uuid() })

/**
 * GET /api/v1/imports/:id/errors.csv: the rows that were refused, as they stand in the file, with the reason in
 * the reader's language in a last column. Mended, the file can be imported again as it is.
 */
export function errorsFileRoute(app: FastifyInstance, services: Services): void {
  app.get(
    '/api/v1/imports/:id/errors.csv',
    {
      schema: {
        tags: ['imports'],
        params: input,
        response: { 200: { description: 'The rows', content: { 'text/csv': { schema: z.string() } } } },
      },
    },
    async (request, reply) => {
      const caller = await callerOf(services, request)
      const { id } = request.params as z.output<typeof input>
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="import-errors-${id.slice(-12)}.csv"`)
        .send(await errorsOf(caller, id))
    },
  )
}

/** The refused rows of an import as a CSV file; its language and delimiter are those of the frame's locale. */
export async function errorsOf(frame: ActFrame, id: string): Promise<Readable> {
  const { file, entity } = await runRead(frame, (ctx) => getRecord(ctx, importRun, id))
  const { headings } = file as ImportFile
  const delimiter = frame.locale === 'ru' ? ';' : ','
  const t = await sentences(frame.locale)
  const lines = stringify({
    bom: true,
    delimiter,
    record_delimiter: 'windows',
    quoted_match: /[\r\n]/,
    cast: { string: guardCell },
  })
  const records = async function* () {
    yield [...headings, errorsHeading[frame.locale]]
    for await (const row of refusedRows(frame, id))
      yield [...cellsOf(row, headings.length, delimiter), reasonOf(row, String(entity ?? ''), t)]
  }
  // A reader who goes away ends it; an error reaches the reader as a broken stream.
  return pipeline(Readable.from(records()), lines, () => {})
}

/** As many cells as there are headings; what a row has beyond them stays readable in the last one. */
function cellsOf({ cells }: ProblemRow, width: number, delimiter: string): string[] {
  const own = Array.from({ length: width }, (_, index) => cells[index] ?? '')
  const surplus = cells.slice(width)
  if (surplus.length > 0) own.push([own.pop() ?? '', ...surplus].join(delimiter))
  return own
}

async function* refusedRows(frame: ActFrame, id: string): AsyncIterable<ProblemRow> {
  let after = 0
  for (;;) {
    const rows = await runRead(frame, (ctx) => rowsWithProblems(ctx, id, after, page, { severity: 'error' }))
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < page) return
    after = last.row
  }
}

function reasonOf(
  { problems }: ProblemRow,
  entity: string,
  t: Awaited<ReturnType<typeof sentences>>,
): string {
  return problems
    .filter(({ severity }) => severity === 'error')
    .map(({ field, error, params }) => {
      const sentence = t([`errors.${error}`, `import.row.${error}`], params)
      return field
        ? `${t([`fields.${entity}.${field}`, `fields.${field}`], {}, field)}: ${sentence}`
        : sentence
    })
    .join('; ')
}
