import { useEffect, useRef, useState } from 'react'
import { useCache } from '../../api/cache.ts'
import { ApiError } from '../../api/errors.ts'
import { newKey } from '../../api/http.ts'
import { upload } from '../../api/upload.ts'
import { errorSentence } from '../../text/errors.ts'
import { translate } from '../../text/i18n.ts'

/** A file that waits for its note to be saved, is on its way, or did not arrive. */
export interface NoteFile {
  id: string
  file: File
  /** From 0 to 1; null until it is on its way. */
  share: number | null
  /** Why it did not arrive. */
  failure: string | null
}

/** What a file is to hang on. */
export interface Target {
  entity: string
  record: string
}

/** The files that go along with what is being written down. */
export function useNoteFiles() {
  const cache = useCache()
  const [list, setList] = useState<readonly NoteFile[]>([])
  // What those that did not arrive belong to.
  const owed = useRef<Target | null>(null)
  const stop = useRef<AbortController | null>(null)
  // Whoever leaves the page leaves what is on its way as well.
  useEffect(() => () => stop.current?.abort(), [])
  const change = (id: string, made: Partial<NoteFile>) =>
    setList((all) => all.map((one) => (one.id === id ? { ...one, ...made } : one)))
  const drop = (id: string) => setList((all) => all.filter((one) => one.id !== id))

  async function sendOne({ id, file }: NoteFile, { entity, record }: Target): Promise<boolean> {
    const mine = new AbortController()
    stop.current = mine
    change(id, { share: 0, failure: null })
    try {
      await upload(`/files?entity=${entity}&record=${record}`, file, {
        onProgress: (share) => change(id, { share }),
        signal: mine.signal,
      })
      drop(id)
      return true
    } catch (error) {
      if (error instanceof ApiError) change(id, { share: null, failure: errorSentence(translate, error) })
      return !(error instanceof ApiError)
    }
  }

  return {
    list,
    add: (files: readonly File[]) =>
      setList((all) => [
        ...all,
        ...files.map((file) => ({ id: newKey(), file, share: null, failure: null })),
      ]),
    /** Leaves one out, or stops it on its way. */
    remove(id: string) {
      if (list.find((one) => one.id === id)?.share != null) stop.current?.abort()
      drop(id)
    },
    /** Sends them one after another; those that do not arrive stay, with the reason, for the next try. */
    async send(given: Target | null, otherwise: Target) {
      if (list.length === 0) return
      const to = given ?? owed.current ?? otherwise
      let isWhole = true
      for (const one of list) isWhole = (await sendOne(one, to)) && isWhole
      owed.current = isWhole ? null : to
      cache.refresh({ entity: 'file' })
    },
  }
}
