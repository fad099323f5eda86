import type { ImportFile, ImportSettings } from '../../index.ts'
import { recognisedBy, suggestSettings } from '../../suggest-settings.ts'
import { hasTitle, suggestTitle } from '../../suggest-title.ts'
import { targetsOf } from '../../targets.ts'
import type { Kind } from '../import-record.ts'
import { importedNouns, nounOf } from '../nouns.ts'

/** How a file is read before its columns mean anything. */
export type Reading = Pick<ImportSettings, 'encoding' | 'delimiter' | 'sheet' | 'headerRow'>

/** Settings for a file nobody has said anything about; `kind` asks for a kind of records instead of guessing. */
export function draftFor(file: ImportFile, kind?: Kind): ImportSettings {
  return withTitle(file, suggestSettings(file, importedNouns(), kind))
}

/** Gives rows a title where no column does. */
export function withTitle(file: ImportFile, draft: ImportSettings): ImportSettings {
  const noun = nounOf(draft.entity)
  if (draft.titleTemplate || hasTitle(noun, draft)) return draft
  return { ...draft, titleTemplate: suggestTitle(noun, file, draft) }
}

/** Another kind of records: columns are guessed anew, what does not depend on them stays. */
export function withKind(file: ImportFile, draft: ImportSettings, kind: Kind): ImportSettings {
  const { owner, nextStep, currency, onDuplicate, onInvalid, basis } = draft
  const kept = { owner, nextStep, currency, onDuplicate, onInvalid, basis }
  return { ...draftFor(file, kind), ...readingOf(draft), ...kept }
}

/** A file read in another way: columns that are still there keep their place, new ones are guessed. */
export function withFile(file: ImportFile, former: ImportFile, draft: ImportSettings): ImportSettings {
  const isSame = file.headings.every((heading) => former.headings.includes(heading))
  if (isSame) return { ...draft, columns: pick(draft.columns, file.headings) }
  return { ...withKind(file, draft, draft.entity), ...readingOf(draft) }
}

/** A saved way for this file: how it is read and why its people may be kept stay its own, and columns lead only to what is there. */
export function withMapping(draft: ImportSettings, saved: ImportSettings): ImportSettings {
  const { fields } = nounOf(saved.entity)
  const targets = new Set(targetsOf(nounOf(saved.entity)).map(({ key }) => key))
  const columns = Object.fromEntries(Object.entries(saved.columns).filter(([, key]) => targets.has(key)))
  const match = saved.match.filter((name) => Object.hasOwn(fields, name))
  return { ...saved, columns, match, ...readingOf(draft), basis: draft.basis }
}

/** A column leads to another target; where a target takes one column only, the former one is kept as text. */
export function withColumn(
  file: ImportFile,
  draft: ImportSettings,
  heading: string,
  target: string | null,
): ImportSettings {
  const noun = nounOf(draft.entity)
  const isMany = targetsOf(noun).find(({ key }) => key === target)?.many === true
  const columns: Record<string, string> = {}
  for (const [other, key] of Object.entries(draft.columns)) {
    if (other === heading) continue
    if (key !== target || isMany) columns[other] = key
    else if (noun.fields.description) columns[other] = 'description'
  }
  if (target) columns[heading] = target
  const fed = new Set(Object.values(columns))
  const wasFed = Object.values(draft.columns).includes(target ?? '')
  const isNew = target !== null && !wasFed && recognisedBy(draft.entity).includes(target)
  const match = [...draft.match.filter((name) => fed.has(name)), ...(isNew ? [target] : [])].slice(0, 5)
  return withTitle(file, { ...draft, columns, match })
}

/** What a text of the file means for a target; null takes the meaning away. */
export function withValue(
  draft: ImportSettings,
  target: string,
  text: string,
  meaning: string | null,
): ImportSettings {
  const { [text]: _former, ...others } = draft.values[target] ?? {}
  return {
    ...draft,
    values: { ...draft.values, [target]: meaning === null ? others : { ...others, [text]: meaning } },
  }
}

export const readingOf = ({ encoding, delimiter, sheet, headerRow }: Reading): Reading => ({
  encoding,
  delimiter,
  sheet,
  headerRow,
})

function pick(columns: Record<string, string>, headings: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(columns).filter(([heading]) => headings.includes(heading)))
}
