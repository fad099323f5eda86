import { ApiError } from '../../api/errors.ts'
import { createStore } from '../../app/store.ts'

/** A lead or deal that may not go on before some of its fields are filled in. */
export interface Missing {
  entity: string
  id: string
  fields: readonly string[]
  /** Name of the stage it was to enter; null: it was to be won. */
  stage: string | null
  /** Does once more what was refused. */
  again: () => void
}

/** What is being asked for; the dialog of the layouts module shows it. */
export const missingFields = createStore<Missing | null>(null)

const codes = ['stage.fields-missing', 'win.fields-missing']

/** Asks for the fields a refusal names and goes on when they are there; false when it was refused for something else. */
export function asksForMissing(
  error: unknown,
  { entity, id, again }: Pick<Missing, 'entity' | 'id' | 'again'>,
): boolean {
  if (!(error instanceof ApiError) || !codes.includes(error.code)) return false
  const { fields, stageName } = error.params
  missingFields.set({
    entity,
    id,
    // The refusal names them; its contract is the server's.
    fields: fields as string[],
    stage: typeof stageName === 'string' ? stageName : null,
    again,
  })
  return true
}
