import { noteReachable, noteUnreachable } from './connection.ts'
import { ApiError, type ProblemBody } from './errors.ts'
import { newKey } from './http.ts'

export interface UploadOptions {
  /** Told how much of the file has left, from 0 to 1. */
  onProgress?: (share: number) => void
  signal?: AbortSignal
}

/**
 * Sends one file as `file` of a form. Not by `fetch`, which does not tell how much has been sent. Throws `ApiError`,
 * and a `DOMException` named `AbortError` when the signal ends it.
 */
export function upload<Answer>(
  path: string,
  file: File,
  { onProgress, signal }: UploadOptions = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/v1${path}`)
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('idempotency-key', newKey())
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0)
    request.onload = () => {
      noteReachable()
      // The shape is the server's promise, as everywhere.
      if (request.status < 300) resolve(request.response as Answer)
      else reject(new ApiError(request.status, problemOf(request)))
    }
    request.onerror = () => {
      noteUnreachable()
      reject(new ApiError(0, { code: 'network.unreachable' }))
    }
    request.onabort = () => reject(new DOMException('The upload was stopped', 'AbortError'))
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}

function problemOf({ status, response }: XMLHttpRequest): ProblemBody {
  const isProblem = typeof response === 'object' && response !== null && 'code' in response
  if (isProblem) return response as ProblemBody
  // Not in our words, so it was a proxy on the way that has a limit of its own.
  if (status === 413) return { code: 'network.too-large' }
  return { code: status >= 502 ? 'server.unavailable' : 'server.unexpected' }
}
