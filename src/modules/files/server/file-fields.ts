import type { Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { emit } from '../../../server/events/events.ts'
import { different } from '../../../server/records/conflict.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { writeChanges } from '../../../server/records/write.ts'
import type { RecordHooks } from '../../../server/registry.ts'
import { file, fileSubjects } from '../file.entity.ts'
import { isHeld, lockFile } from './files.queries.ts'
import { fileFields, placeOf } from './places.ts'
import { subjectValues } from './subjects.ts'

/**
 * A field that holds a file and the file in it belong together: what a field comes to hold becomes a file of the
 * record, and what it held goes to the recycle bin in the same act, so that undo brings back both.
 */
export const fileFieldHooks: RecordHooks = {
  appliesTo: (entity) => fileFields(entity).length > 0,
  async afterCreate(ctx, entity, records) {
    for (const record of records)
      for (const name of fileFields(entity)) if (record[name] !== null) await take(ctx, entity, record, name)
  },
  async afterUpdate(ctx, entity, before, after) {
    for (const name of fileFields(entity)) {
      if (before[name] === after[name]) continue
      if (before[name] !== null) await leave(ctx, String(before[name]))
      if (after[name] !== null) await take(ctx, entity, after, name)
    }
  },
  async afterUnmerge(ctx, entity, records) {
    for (const record of records)
      for (const name of fileFields(entity)) {
        const found = record[name] === null ? undefined : await lockFile(ctx.tx, String(record[name]))
        if (found) await keep(ctx, entity, record, { name, found })
      }
  },
}

/** A file that a field holds is taken off by emptying the field. */
export const heldFileHooks: RecordHooks = {
  appliesTo: ({ name }) => name === file.name,
  async beforeDelete(ctx, _entity, before) {
    if (await isHeld(ctx, before)) fail('file.in-field')
    return {}
  },
}

async function take(ctx: Ctx, entity: Entity, record: StoredRecord, name: string): Promise<void> {
  const place = placeOf(entity, name)
  const subject = subjectValues(entity, record.id)
  const found = await lockFile(ctx.tx, String(record[name]))
  if (!found || !mayTake(found.record, place, subject))
    fail('input.invalid', {}, [{ field: name, error: 'value.file-elsewhere' }])
  await keep(ctx, entity, record, { name, found })
}

type Found = NonNullable<Awaited<ReturnType<typeof lockFile>>>

/** What a field holds is out of the bin and belongs to the record. */
async function keep(
  ctx: Ctx,
  entity: Entity,
  record: StoredRecord,
  { name, found }: { name: string; found: Found },
): Promise<void> {
  const subject = subjectValues(entity, record.id)
  const changes = different(found.record, { ...subject, inField: placeOf(entity, name) })
  // A merge has moved the files of the others before their fields.
  if (Object.keys(changes).length === 0 && !found.isRemoved) return
  const after = await writeChanges(ctx, file, found.record, changes, found.isRemoved ? null : undefined)
  tell(ctx, 'file.placed', after, { version: after.version, name: after.name })
}

/** What was sent for this very field and has not been taken, or hangs on this very record and on nothing else. */
function mayTake(found: StoredRecord, place: string, subject: Record<string, unknown>): boolean {
  const isElsewhere = [...fileSubjects, 'note', 'object', 'objectRecord'].some(
    (name) => found[name] !== null && found[name] !== subject[name],
  )
  return !isElsewhere && (found.inField === null || found.inField === place)
}

async function leave(ctx: Ctx, id: string): Promise<void> {
  const found = await lockFile(ctx.tx, id)
  if (!found || found.isRemoved) return
  const after = await writeChanges(ctx, file, found.record, {}, ctx.now)
  tell(ctx, 'file.deleted', after, { title: after.name })
}

/** The timeline of the record tells of its field. */
function tell(ctx: Ctx, kind: string, { id }: StoredRecord, data: Record<string, unknown>): void {
  emit(ctx, { kind, entity: file.name, recordId: id, data })
}
