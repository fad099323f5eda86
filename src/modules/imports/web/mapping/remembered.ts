import { z } from 'zod'
import { type ImportSettings, importSettingsShape } from '../../index.ts'
import { readingOf } from './draft.ts'

const most = 30
const shape = z.record(
  z.string(),
  z.object({ settings: importSettingsShape, fileName: z.string(), at: z.iso.datetime() }),
)

/** How a file with the same headings was brought in before, and when. */
export type Remembered = z.output<typeof shape>[string]

/** Remembers in this browser how a file with these headings is brought in. */
export function remember(
  workspace: string,
  headings: readonly string[],
  fileName: string,
  settings: ImportSettings,
): void {
  const { startOn: _day, ...nextStep } = settings.nextStep
  const cleared = Object.keys(readingOf(settings)).map((name) => [name, undefined])
  // Why these people may be kept is asked anew of every file.
  const kept = { ...settings, ...Object.fromEntries(cleared), nextStep, basis: undefined }
  const all = {
    ...load(workspace),
    [keyOf(headings)]: { settings: kept, fileName, at: new Date().toISOString() },
  }
  const newest = Object.entries(all)
    .sort(([, a], [, b]) => (a.at < b.at ? 1 : -1))
    .slice(0, most)
  localStorage.setItem(storageKey(workspace), JSON.stringify(Object.fromEntries(newest)))
}

/** How a file with these headings was brought in last, in whatever order they stand. */
export function recall(workspace: string, headings: readonly string[]): Remembered | null {
  return load(workspace)[keyOf(headings)] ?? null
}

const storageKey = (workspace: string) => `onward.import.columns.${workspace}`
const keyOf = (headings: readonly string[]) => JSON.stringify([...headings].sort())

function load(workspace: string): Record<string, Remembered> {
  try {
    return shape.parse(JSON.parse(localStorage.getItem(storageKey(workspace)) ?? '{}'))
  } catch {
    // Written by another version of the product, or by hand.
    return {}
  }
}

const draftKey = (id: string) => `onward.import.draft.${id}`

/** Keeps settings that have not been sent yet over a reload of the page. */
export function keepDraft(id: string, draft: ImportSettings): void {
  sessionStorage.setItem(draftKey(id), JSON.stringify(draft))
}

/** Settings kept for this import in this tab. */
export function keptDraft(id: string): ImportSettings | null {
  try {
    return importSettingsShape.parse(JSON.parse(sessionStorage.getItem(draftKey(id)) ?? ''))
  } catch {
    return null
  }
}
