import { useEffect, useRef, useState } from 'react'
import { useCache } from '../../../web/api/cache.ts'
import { ApiError } from '../../../web/api/errors.ts'
import { newKey } from '../../../web/api/http.ts'
import { upload } from '../../../web/api/upload.ts'
import { errorSentence } from '../../../web/text/errors.ts'
import { translate } from '../../../web/text/i18n.ts'

/** A file on its way, or one that did not arrive. */
export interface Attaching {
  id: string
  file: File
  /** From 0 to 1. */
  share: number
  /** Why it did not arrive. */
  failure: string | null
}

/** As many as go at once; the others wait their turn. */
const atOnce = 3

/** Sends files to a record, several at a time; `refuse` says why one need not be sent at all. */
export function useAttaching(entity: string, record: string, refuse: (file: File) => string | null) {
  const cache = useCache()
  const [list, setList] = useState<readonly Attaching[]>([])
  const waiting = useRef<Attaching[]>([])
  const sending = useRef(new Map<string, AbortController>())
  // Whoever leaves the page leaves what is on its way as well.
  useEffect(() => () => stopAll(waiting.current, sending.current), [])

  const change = (id: string, made: Partial<Attaching>) =>
    setList((all) => all.map((one) => (one.id === id ? { ...one, ...made } : one)))
  const drop = (id: string) => setList((all) => all.filter((one) => one.id !== id))

  async function send({ id, file }: Attaching) {
    const stop = new AbortController()
    sending.current.set(id, stop)
    try {
      await upload(`/files?entity=${entity}&record=${record}`, file, {
        onProgress: (share) => change(id, { share }),
        signal: stop.signal,
      })
      drop(id)
      cache.refresh({ entity: 'file' })
    } catch (error) {
      if (error instanceof ApiError) change(id, { failure: errorSentence(translate, error) })
    } finally {
      sending.current.delete(id)
      next()
    }
  }

  function next() {
    while (sending.current.size < atOnce) {
      const one = waiting.current.shift()
      if (!one) return
      void send(one)
    }
  }

  return {
    list,
    add(files: readonly File[]) {
      const added = files.map((file) => ({ id: newKey(), file, share: 0, failure: refuse(file) }))
      setList((all) => [...all, ...added])
      waiting.current.push(...added.filter(({ failure }) => failure === null))
      next()
    },
    /** Stops one that is on its way, or forgets one that did not arrive. */
    cancel(id: string) {
      waiting.current = waiting.current.filter((one) => one.id !== id)
      sending.current.get(id)?.abort()
      drop(id)
    },
  }
}

function stopAll(waiting: Attaching[], sending: Map<string, AbortController>): void {
  waiting.length = 0
  for (const stop of sending.values()) stop.abort()
}
