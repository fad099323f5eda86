import { type ImportSettings, importSettingsShape } from '../../index.ts'

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
