import { pipeline, Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { z as zod } from 'zod'
import { scopeOf } from '../../../kernel/access/rights.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import { type ActFrame, runAct, runRead } from '../../../server/act.ts'
import { callerOf, unhurried } from '../../../server/app/caller.ts'
import { emit } from '../../../server/events/events.ts'
import type { Services } from '../../../server/services.ts'
import { guardCell } from '../../imports/index.ts'
import { type AuditEntry, type AuditFilter, auditFilterShape } from '../audit.commands.ts'
import { entriesBelow, titlesFor } from './read-log.ts'

const page = 500
/** Entries in one file at most; the period narrows it. */
const mostInFile = 100_000
const query = auditFilterShape

/** GET /api/v1/audit.csv: the log as it is narrowed, newest first. That it was taken is told in the log itself. */
export function auditFileRoute(app: FastifyInstance, services: Services): void {
  app.get(
    '/api/v1/audit.csv',
    {
      schema: {
        tags: ['questions'],
        querystring: query,
        response: { 200: { description: 'The entries', content: { 'text/csv': { schema: zod.string() } } } },
      },
    },
    async (request, reply) => {
      const caller = await callerOf(services, request)
      const filter = request.query as z.output<typeof query>
      for (const action of ['read', 'export'] as const)
        if (scopeOf(caller.actor, 'audit', action) === 'no')
          fail('access.denied', { right: `audit:${action}` })
      await runAct(caller, async (ctx) =>
        emit(ctx, {
          kind: 'audit.exported',
          entity: 'workspace',
          recordId: ctx.workspace.id,
          data: { ...filter },
        }),
      )
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="audit.csv"')
        .send(fileOf(unhurried(caller), filter))
    },
  )
}

const headings = [
  'at',
  'happened',
  'actor',
  'actorId',
  'via',
  'kind',
  'entity',
  'record',
  'recordId',
  'event',
  'data',
]

function fileOf(frame: ActFrame, filter: AuditFilter): Readable {
  const lines = stringify({
    bom: true,
    delimiter: frame.locale === 'ru' ? ';' : ',',
    record_delimiter: 'windows',
    quoted_match: /[\r\n]/,
    cast: { string: guardCell },
  })
  // A reader who goes away ends it; an error reaches the reader as a broken stream.
  return pipeline(Readable.from(recordsOf(frame, filter)), lines, () => {})
}

async function* recordsOf(frame: ActFrame, filter: AuditFilter): AsyncIterable<string[]> {
  yield headings
  let below: string | null = null
  for (let count = 0; count < mostInFile; count += page) {
    const found: { entries: AuditEntry[]; titles: Record<string, string> } = await runRead(
      frame,
      async (ctx) => {
        const entries = await entriesBelow(ctx, filter, below, page)
        return { entries, titles: await titlesFor(ctx, entries) }
      },
    )
    for (const entry of found.entries) yield cellsOf(entry, found.titles)
    const last = found.entries.at(-1)
    if (!last || found.entries.length < page) return
    below = last.id
  }
}

function cellsOf(
  { at, told, actor, via, kind, entity, record, event, data }: AuditEntry,
  titles: Record<string, string>,
): string[] {
  const name = actor ? (titles[actor] ?? '') : ''
  return [
    at,
    told ?? '',
    name,
    actor ?? '',
    via ?? '',
    kind,
    entity,
    titles[record] ?? '',
    record,
    event,
    JSON.stringify(data),
  ]
}
