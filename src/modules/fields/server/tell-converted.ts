import {
  becomes,
  conversionOf,
  isLeading,
  type Names,
  type Side,
} from '../../../kernel/entities/conversions.ts'
import { type CustomField, fieldOf } from '../../../kernel/entities/custom-model.ts'
import type { StoredType } from '../../../kernel/entities/custom-types.ts'
import type { Parsed, TextEnv } from '../../../kernel/fields/field-type.ts'
import type { Ctx } from '../../../server/context.ts'
import type { Reading } from '../conversion.commands.ts'
import { type GrowingChoices, growing } from '../grow-choices.ts'

/** What becomes of a value, given the one that stands in the other column already. */
export type TellConverted = (from: unknown, standing: unknown) => Parsed<unknown>

const nothing: Parsed<unknown> = { ok: true, value: null }

/** The conversion between two definitions. The choices of the second take in what they meet where that is asked for. */
export function tellerOf(
  ctx: Ctx,
  { was, becomes: after, reading }: { was: CustomField; becomes: CustomField; reading: Reading },
  names?: Names,
): TellConverted {
  const add = reading.addChoices
    ? growing(after.options as unknown as GrowingChoices, ctx.workspace.locale)
    : undefined
  const convert = conversionOf(sideOf(was), sideOf(after), envOf(ctx, reading), add, names)
  return (from) => (from === null ? nothing : convert(from))
}

/**
 * The way back of a conversion: a value that is still what it was converted to is again what it was before, also where
 * that fitted nowhere; what somebody has written since is converted back.
 */
export function undoTellerOf(
  ctx: Ctx,
  { was, becomes: after, reading }: { was: CustomField; becomes: CustomField; reading: Reading },
  names?: Names,
): TellConverted {
  const there = tellerOf(ctx, { was: after, becomes: was, reading: { ...reading, addChoices: false } }, names)
  const back = becomes(was.type).includes(after.type as StoredType)
    ? tellerOf(ctx, { was, becomes: after, reading: { ...reading, addChoices: isChoice(after) } }, names)
    : (value: unknown): Parsed<unknown> => (value === null ? nothing : { ok: false, error: 'value.invalid' })
  return (now, standing) => {
    const then = there(standing, null)
    const isUntouched = JSON.stringify(then.ok ? then.value : null) === JSON.stringify(now)
    if (isUntouched) return { ok: true, value: standing }
    const told = back(now, null)
    // A name that nobody has any more may be the one the record had when it was converted.
    const mayBeRenamed = !told.ok && standing !== null && isLeading(after.type)
    return mayBeRenamed ? { ok: true, value: standing } : told
  }
}

const isChoice = ({ type }: CustomField) => type === 'choice' || type === 'multiChoice'

function sideOf(definition: CustomField): Side {
  // Conversions are between types that are stored.
  return { type: definition.type as StoredType, field: fieldOf(definition) }
}

/** Texts are read and written as the company does, whoever converts them. */
function envOf({ workspace }: Ctx, { monthFirst, currency }: Reading): TextEnv {
  const { locale, country, timeZone } = workspace
  return { locale, country, timeZone, currency: currency ?? workspace.currency, monthFirst }
}
