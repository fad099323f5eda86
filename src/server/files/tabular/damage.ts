import { Failure } from '../../../kernel/errors/errors.ts'

/**
 * What to throw for an error met while reading a file's content: whatever zlib, the zip reader or the XML parser throw
 * means the file is damaged. Our own refusals, cancelling, faults of the disk and of our code pass through.
 */
export function refusal(error: unknown, signal?: AbortSignal): unknown {
  if (error instanceof Failure || signal?.aborted) return error
  if (error instanceof TypeError || error instanceof ReferenceError) return error
  if (!(error instanceof Error) || 'syscall' in error) return error
  return new Failure('import.unreadable', { reason: 'damaged' })
}
