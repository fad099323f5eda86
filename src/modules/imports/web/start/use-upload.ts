import { useRef, useState } from 'react'
import { useCache } from '../../../../web/api/cache.ts'
import { ApiError } from '../../../../web/api/errors.ts'
import type { Row } from '../../../../web/api/shapes.ts'
import { upload } from '../../../../web/api/upload.ts'
import { useGo } from '../../../../web/app/routing.tsx'
import type { Kind } from '../import-record.ts'
import { importScreen } from '../screens.ts'

const largest = 100 * 1024 * 1024

/** Sends a file and goes on to its columns. */
export function useUpload(entity: Kind | undefined) {
  const go = useGo()
  const cache = useCache()
  const stop = useRef<AbortController | null>(null)
  const [file, setFile] = useState<File | null>(null)
  const [share, setShare] = useState(0)
  const [failure, setFailure] = useState<ApiError | null>(null)

  async function send(chosen: File) {
    setFailure(null)
    if (chosen.size > largest) return setFailure(tooLarge())
    stop.current = new AbortController()
    setShare(0)
    setFile(chosen)
    try {
      const { item } = await upload<{ item: Row }>('/imports', chosen, {
        onProgress: setShare,
        signal: stop.current.signal,
      })
      cache.refresh({ entity: 'import' })
      go(importScreen.at({ id: item.id }, { entity }))
    } catch (error) {
      if (error instanceof ApiError) setFailure(error)
    } finally {
      setFile(null)
    }
  }

  return {
    send: (chosen: File) => void send(chosen),
    stop: () => stop.current?.abort(),
    /** The file on its way. */
    file,
    share,
    failure,
  }
}

const tooLarge = () =>
  new ApiError(413, {
    code: 'import.unreadable',
    params: { reason: 'too-large', limit: largest / 1024 ** 2 },
  })
