import { type Dispatch, type SetStateAction, useEffect, useState } from 'react'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { type Beginning, isOfPipeline, startsOf, startValue } from '../../../kernel/entities/layout.ts'
import { useSession } from '../../api/session.ts'
import type { ShownLayout } from '../layout/use-layout.ts'
import type { RecordScreens } from '../screens.ts'
import { type CreateDraft, fill, writtenValue } from './draft.ts'

type Starts = ReturnType<typeof startsOf>

/** What a form begins with and where it stands. */
export interface FormStart {
  starts: Starts
  /** Values given by the place it was opened from: those stay. */
  given: Readonly<Record<string, unknown>>
  pipeline: unknown
  beginning: Beginning
}

/** Fills a form with what the layout lets new records begin with, as soon as their pipeline is known. */
export function useStarts(
  { entity }: RecordScreens,
  { stored }: ShownLayout,
  { given, pipeline }: Pick<FormStart, 'given' | 'pipeline'>,
  setDraft: Dispatch<SetStateAction<CreateDraft>>,
): Starts {
  const { user, workspace } = useSession()
  const [known] = useState(() => ({
    starts: startsOf(stored, entity),
    given,
    beginning: { now: new Date(), timeZone: workspace.timeZone, userId: user.id },
  }))
  useEffect(() => {
    if (known.starts.size > 0) setDraft((former) => begun(former, entity, { ...known, pipeline }))
  }, [known, entity, pipeline, setDraft])
  return known.starts
}

/** The form with the values it begins with; what the person has written stays, and so does what he has emptied. */
export function begun(draft: CreateDraft, entity: Entity, start: FormStart): CreateDraft {
  const { starts, given, pipeline, beginning } = start
  return [...starts].reduce((all, [name, laid]) => {
    const field = entity.fields[name]
    if (!field || name in given) return all
    const value = startValue(field, laid.start, beginning)
    const now = writtenValue(all, name)
    const isUntouched = all.written[name] === undefined || isSame(now, field.default)
    if (isOfPipeline(laid, pipeline)) return isUntouched && value !== undefined ? fill(all, name, value) : all
    return isSame(now, value) ? without(all, name) : all
  }, draft)
}

/** Fields a person has emptied that would otherwise be given their value again. */
export function emptied(draft: CreateDraft, starts: Starts): Record<string, null> {
  const names = [...starts.keys()].filter(
    (name) => draft.written[name]?.ok && writtenValue(draft, name) === null,
  )
  return Object.fromEntries(names.map((name) => [name, null]))
}

function without(draft: CreateDraft, name: string): CreateDraft {
  const { [name]: _, ...written } = draft.written
  return { ...draft, written, revisions: { ...draft.revisions, [name]: (draft.revisions[name] ?? 0) + 1 } }
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
