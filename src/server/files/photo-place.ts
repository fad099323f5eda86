/** Tag of the pointer to the place a photo was taken at, and the size of an entry of such a directory. */
const gpsPointer = 0x8825
const entrySize = 12

/** Longest beginning in which a photo tells of its making: two segments of 64 kB and what stands around them. */
export const photoStartLength = 160 * 1024

/**
 * Blanks the place a JPEG photo was taken at in its first bytes, which keep their length: whoever sends a photo of a
 * contract does not mean to send the address of a home. What is not such a photo stays as it is.
 */
export function blankPhotoPlace(start: Buffer): void {
  if (start.length < 4 || start.readUInt16BE(0) !== 0xffd8) return
  for (let at = 2; at + 4 <= start.length; ) {
    const marker = start.readUInt16BE(at)
    // After the start of the scan there are only dots.
    if (marker < 0xffc0 || marker === 0xffda) return
    const length = start.readUInt16BE(at + 2)
    if (length < 2) return
    const body = start.subarray(at + 4, at + 2 + length)
    if (marker === 0xffe1 && body.subarray(0, 6).equals(exifMark)) blankIn(body.subarray(6))
    at += 2 + length
  }
}

const exifMark = Buffer.from('Exif\0\0', 'latin1')

/** `tiff` begins with the order of bytes; every offset in it counts from there. */
function blankIn(tiff: Buffer): void {
  const order = tiff.subarray(0, 2).toString('latin1')
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return
  const short = (at: number) => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const long = (at: number) => (order === 'II' ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
  const entries = (directory: number) => {
    if (directory + 2 > tiff.length) return []
    const count = Math.min(short(directory), Math.floor((tiff.length - directory - 2) / entrySize))
    return Array.from({ length: count }, (_, index) => directory + 2 + index * entrySize)
  }
  const pointer = entries(long(4)).find((at) => short(at) === gpsPointer)
  if (pointer === undefined) return
  for (const entry of entries(long(pointer + 8))) {
    // Values of more than four bytes stand elsewhere: places are fractions of two numbers of four bytes.
    const size = (sizes[short(entry + 2)] ?? 1) * long(entry + 4)
    if (size > 4) tiff.fill(0, long(entry + 8), Math.min(tiff.length, long(entry + 8) + size))
    tiff.fill(0, entry + 4, entry + entrySize)
  }
}

/** Bytes of a value by its type. */
const sizes: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 }
