import type { Row } from '../../../web/api/shapes.ts'

/** A file as the screens know it. */
export interface FileRow {
  id: string
  name: string
  size: number
  mediaType: string
  state: 'ready' | 'checking' | 'infected'
  author: string | null
  createdAt: string
}

/** The server keeps these shapes. */
export const asFile = (row: Row) => row as unknown as FileRow

/** Where the bytes are. */
export function addressOf(id: string, as: 'inline' | 'attachment'): string {
  return `/api/v1/files/${id}/content?as=${as}`
}

/** Larger pictures are shown when they are opened, not in the list. */
const largestThumbnail = 2 * 1024 * 1024

export const isPicture = ({ mediaType }: FileRow) =>
  ['image/png', 'image/jpeg', 'image/gif', 'image/webp'].includes(mediaType)

export const hasThumbnail = (file: FileRow) =>
  file.state === 'ready' && isPicture(file) && file.size <= largestThumbnail

export type Preview = 'picture' | 'document' | 'text' | 'none'

/** How a file is shown; documents by the browser's own viewer, if it has one. */
export function previewOf(file: FileRow, hasViewer: boolean): Preview {
  if (isPicture(file)) return 'picture'
  if (file.mediaType === 'application/pdf') return hasViewer ? 'document' : 'none'
  return file.mediaType === 'text/plain' ? 'text' : 'none'
}
