import { createStore, useStore } from '../../../web/app/store.ts'
import type { Sections } from './draft.ts'

/** A layout being made of a noun; it outlives the page, which is another one whenever the model has changed. */
interface Draft {
  /** Of the layout it was begun from; once it is saved, of the one it has become. */
  version: number | null
  sections: Sections
  isSaved: boolean
}

const drafts = createStore<Readonly<Record<string, Draft>>>({})

/** The layout that is kept for a noun, as sections. */
interface Kept {
  version: number | null
  sections: Sections
}

/** What has been made of the layout of a noun so far, and whether somebody else has saved another meanwhile. */
export function useDraft(entity: string, kept: Kept) {
  const draft = useStore(drafts)[entity]
  const isOpen = draft !== undefined && !draft.isSaved
  // Until the kept layout has been asked for anew, it is the former one.
  const isOnItsWay = draft?.isSaved === true && (kept.version ?? 0) < (draft.version ?? 0)
  return {
    sections: draft && (isOpen || isOnItsWay) ? draft.sections : kept.sections,
    isOpen,
    isTaken: isOpen && draft.version !== kept.version,
    change: (sections: Sections) =>
      drafts.set((all) => {
        const former = all[entity]
        const version = former && !former.isSaved ? former.version : kept.version
        return { ...all, [entity]: { version, sections, isSaved: false } }
      }),
    drop: () => drafts.set(({ [entity]: _, ...rest }) => rest),
    saved: (version: number, sections: Sections) =>
      drafts.set((all) => ({ ...all, [entity]: { version, sections, isSaved: true } })),
  }
}

export type DraftControl = ReturnType<typeof useDraft>
