import type { UnreadableReason } from './table.ts'

/** What the first bytes of a file say it is; `text` is everything that says nothing. */
export type FileKind = 'text' | 'gzip' | 'zip' | { refused: UnreadableReason }

const signatures: [string, FileKind][] = [
  ['1f8b08', 'gzip'],
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
  ['255044462d', { refused: 'pdf' }],
  ['89504e470d0a1a0a', { refused: 'image' }],
  ['ffd8ff', { refused: 'image' }],
  ['47494638', { refused: 'image' }],
  ['49492a00', { refused: 'image' }],
  ['4d4d002a', { refused: 'image' }],
  ['52617221', { refused: 'archive' }],
  ['377abcaf271c', { refused: 'archive' }],
  ['425a68', { refused: 'archive' }],
  ['fd377a585a00', { refused: 'archive' }],
  ['28b52ffd', { refused: 'archive' }],
  // Bare workbooks of Excel 2 to 4, before compound files.
  ['0900040', { refused: 'old-excel' }],
  ['0902060', { refused: 'old-excel' }],
  ['0904060', { refused: 'old-excel' }],
  ['7f454c46', { refused: 'binary' }],
  ['4d5a9000', { refused: 'binary' }],
  ['53514c69746520666f726d6174203300', { refused: 'binary' }],
]

/** Judges a file by its first kilobytes. */
export function sniff(start: Buffer): FileKind {
  const hex = start.subarray(0, 16).toString('hex')
  if (hex.startsWith('d0cf11e0a1b11ae1')) return { refused: compoundFile(start) }
  if (hex.startsWith('52494646') && start.subarray(8, 12).toString('latin1') === 'WEBP')
    return { refused: 'image' }
  return signatures.find(([signature]) => hex.startsWith(signature))?.[1] ?? 'text'
}

/** OLE: a workbook of Excel 97–2003, an encrypted new one, or a Word document; told by the names of its streams. */
function compoundFile(start: Buffer): UnreadableReason {
  if (start.includes(Buffer.from('EncryptedPackage', 'utf16le'))) return 'password'
  if (start.includes(Buffer.from('WordDocument', 'utf16le'))) return 'document'
  return 'old-excel'
}
