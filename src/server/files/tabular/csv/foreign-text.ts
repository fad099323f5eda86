import { type UnreadableReason, unreadable } from '../table.ts'

const beginnings: [RegExp, UnreadableReason][] = [
  [/^\s*MIME-Version:/i, 'web-page'],
  [/^\s*<(\?xml|!doctype|!--|[a-z][\w:.-]*[\s>/])/i, 'xml'],
  [/^\s*BEGIN:VCALENDAR/i, 'calendar'],
  // Two lines of a letter's head, one of them telling how it came.
  [
    /^(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*){0,20}(?:Received|Return-Path|MIME-Version|Message-ID|Delivered-To):/i,
    'mail',
  ],
  [/^\{\\rtf/, 'document'],
]

/** Refuses text that is no table but a page, markup or binary content. */
export function refuseForeignText(text: string): void {
  const start = text.slice(0, 4096)
  const found = beginnings.find(([pattern]) => pattern.test(start))
  if (found) unreadable(found[1])
  if (strangeCharacters(start) > Math.max(3, start.length * 0.1)) unreadable('binary')
}

function strangeCharacters(text: string): number {
  let count = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (
      (code < 0x20 && code !== 9 && code !== 10 && code !== 12 && code !== 13) ||
      code === 0x7f ||
      code === 0xfffd
    )
      count++
  }
  return count
}
