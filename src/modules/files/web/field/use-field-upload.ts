import { useEffect, useRef, useState } from 'react'
import { ApiError } from '../../../../web/api/errors.ts'
import type { Row } from '../../../../web/api/shapes.ts'
import { upload } from '../../../../web/api/upload.ts'
import { errorSentence } from '../../../../web/text/errors.ts'
import { translate } from '../../../../web/text/i18n.ts'

/** A file on its way, with how much of it has left, from 0 to 1. */
interface Sending {
  name: string
  share: number
}

/** Sends one file for a field, to be taken by a record; another one sent meanwhile takes its place. */
export function useFieldUpload(entity: string, field: string, onArrived: (id: string, name: string) => void) {
  const [sending, setSending] = useState<Sending | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const stop = useRef<AbortController | null>(null)
  // Whoever leaves the page leaves what is on its way as well.
  useEffect(() => () => stop.current?.abort(), [])

  async function send(file: File) {
    stop.current?.abort()
    const mine = new AbortController()
    stop.current = mine
    setFailure(null)
    setSending({ name: file.name, share: 0 })
    try {
      const { item } = await upload<{ item: Row }>(`/files?entity=${entity}&field=${field}`, file, {
        onProgress: (share) => mine === stop.current && setSending({ name: file.name, share }),
        signal: mine.signal,
      })
      if (mine === stop.current) onArrived(item.id, String(item.name))
    } catch (error) {
      if (error instanceof ApiError && mine === stop.current) setFailure(errorSentence(translate, error))
    } finally {
      if (mine === stop.current) setSending(null)
    }
  }

  return {
    sending,
    failure,
    send,
    refuse: setFailure,
    cancel() {
      stop.current?.abort()
      setSending(null)
    },
  }
}
