/** As many first bytes as it takes to tell what a file is. */
export const startLength = 4096

/** Signatures by offset, in hexadecimal. */
const signatures: readonly [offset: number, signature: string, type: string][] = [
  [0, '89504e470d0a1a0a', 'image/png'],
  [0, 'ffd8ff', 'image/jpeg'],
  [0, '474946383761', 'image/gif'],
  [0, '474946383961', 'image/gif'],
  [0, '255044462d', 'application/pdf'],
  [0, '1f8b', 'application/gzip'],
  [0, '377abcaf271c', 'application/x-7z-compressed'],
  [0, '526172211a07', 'application/vnd.rar'],
  [0, '49492a00', 'image/tiff'],
  [0, '4d4d002a', 'image/tiff'],
  [0, '424d', 'image/bmp'],
  [0, '494433', 'audio/mpeg'],
  [0, 'fffb', 'audio/mpeg'],
  [0, '4f676753', 'audio/ogg'],
  [0, '1a45dfa3', 'video/webm'],
  [0, '7f454c46', 'application/x-executable'],
  [0, '4d5a', 'application/x-executable'],
  [0, '7b5c727466', 'application/rtf'],
  [4, '6674797068656963', 'image/heic'],
  [4, '667479704d3441', 'audio/mp4'],
  [4, '66747970', 'video/mp4'],
]

/** Office files are zips and compound files; the names within tell which. */
const zipped: readonly [name: string, type: string][] = [
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  ['mimetypeapplication/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.text'],
  [
    'mimetypeapplication/vnd.oasis.opendocument.spreadsheet',
    'application/vnd.oasis.opendocument.spreadsheet',
  ],
]
const unknown = 'application/octet-stream'

/** What a file is by its first bytes. Neither its name nor what the sender calls it is asked. */
export function mediaTypeOf(start: Buffer): string {
  const hex = start.subarray(0, 32).toString('hex')
  if (hex.startsWith('504b0304') || hex.startsWith('504b0506')) return zippedType(start)
  if (hex.startsWith('d0cf11e0a1b11ae1')) return compoundType(start)
  if (hex.startsWith('52494646')) return riffType(start)
  const found = signatures.find(([offset, signature]) => hex.startsWith(signature, offset * 2))
  return found?.[2] ?? textType(start)
}

/** Types a browser may show by itself: pictures of dots that hold no script. */
const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

/** Whether a file of this type may be shown in the page instead of being downloaded. */
export function isShownInline(type: string): boolean {
  return pictures.includes(type) || type === 'application/pdf'
}

function zippedType(start: Buffer): string {
  const text = start.toString('latin1')
  return zipped.find(([name]) => text.includes(name))?.[1] ?? 'application/zip'
}

function compoundType(start: Buffer): string {
  if (start.includes(Buffer.from('WordDocument', 'utf16le'))) return 'application/msword'
  if (start.includes(Buffer.from('Workbook', 'utf16le'))) return 'application/vnd.ms-excel'
  return 'application/x-ole-storage'
}

const riffForms: Record<string, string> = { WEBP: 'image/webp', WAVE: 'audio/wav', 'AVI ': 'video/x-msvideo' }

function riffType(start: Buffer): string {
  const form = start.subarray(8, 12).toString('latin1')
  return riffForms[form] ?? unknown
}

function textType(start: Buffer): string {
  if (!isText(start)) return unknown
  const text = start.toString('latin1').replace(/^ï»¿/, '').trimStart().toLowerCase()
  if (!text.startsWith('<')) return 'text/plain'
  if (/<svg[\s>]/.test(text)) return 'image/svg+xml'
  if (
    /<(!doctype html|html|head|body|script|iframe|img|a|div|p|meta|style|form|object|embed)[\s>/]/.test(text)
  )
    return 'text/html'
  return text.startsWith('<?xml') ? 'application/xml' : 'text/plain'
}

/** No control characters but those of text. UTF-16 is told by its mark. */
function isText(start: Buffer): boolean {
  if (start.length >= 2 && (start.readUInt16BE() === 0xfffe || start.readUInt16BE() === 0xfeff)) return true
  for (const byte of start) if (byte < 32 && ![9, 10, 12, 13, 27].includes(byte)) return false
  return true
}
