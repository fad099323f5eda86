import { limits, unreadable } from '../table.ts'

/** The properties of a vCard file, each on one line: folding undone, as well as the soft breaks of quoted-printable. */
export async function* logicalLines(pieces: AsyncIterable<{ text: string }>): AsyncGenerator<string> {
  let line: string | null = null
  for await (const physical of physicalLines(pieces)) {
    if (line !== null && continues(line, physical)) {
      line = joined(line, physical)
      if (line.length > limits.line) unreadable('line-too-long', { limit: limits.line })
      continue
    }
    if (line !== null) yield line
    line = physical
  }
  if (line !== null) yield line
}

async function* physicalLines(pieces: AsyncIterable<{ text: string }>): AsyncGenerator<string> {
  let rest = ''
  for await (const { text } of pieces) {
    const all = rest + text
    // A carriage return at the very end may be the first half of a line end.
    const isHalf = all.endsWith('\r')
    const lines = (isHalf ? all.slice(0, -1) : all).split(/\r\n|\n|\r/)
    rest = `${lines.pop() ?? ''}${isHalf ? '\r' : ''}`
    if (rest.length > limits.line) unreadable('line-too-long', { limit: limits.line })
    yield* lines
  }
  if (rest !== '') yield rest.endsWith('\r') ? rest.slice(0, -1) : rest
}

const property = /^[a-z\d-]+(?:\.[a-z\d-]+)*(?:;[^:]*)?:/i

/** Folded lines begin with a blank; old programs also break encoded values without one. */
function continues(line: string, next: string): boolean {
  if (/^[ \t]/.test(next)) return true
  if (isQuoted(line) && line.endsWith('=')) return true
  return next !== '' && !property.test(next.slice(0, 500)) && property.test(line.slice(0, 500))
}

function joined(line: string, next: string): string {
  if (isQuoted(line) && line.endsWith('=')) return line.slice(0, -1) + next.replace(/^[ \t]/, '')
  // Without a blank it is no fold but a line end somebody forgot to escape.
  return /^[ \t]/.test(next) ? line + next.slice(1) : `${line}${isBinary(line) ? '' : '\\n'}${next}`
}

const headOf = (line: string) => line.slice(0, Math.min(line.indexOf(':') + 1 || 200, 500))
const isQuoted = (line: string) => /[;=]quoted-printable[;:]/i.test(headOf(line))
const isBinary = (line: string) => /[;=](?:base64|b)[;:]/i.test(headOf(line))
