import { fail } from '../../kernel/errors/errors.ts'

/** A place in a list that is in the order of ids. */
export function writeIdCursor(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')
}

/** The id a list goes on after; refuses what is no cursor. */
export function readIdCursor(cursor: string): string {
  const hex = Buffer.from(cursor, 'base64url').toString('hex')
  if (hex.length !== 32) fail('input.bad-cursor')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
