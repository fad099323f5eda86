import type { Field } from '../../kernel/fields/f.ts'

/** How values of a field type lie in a column. */
export interface Look {
  align: 'start' | 'end'
  /** Width of a column nobody has set, in px. */
  width: number
  /** Values are edited by hand. */
  isEditable: boolean
}

const look = (width: number, align: Look['align'] = 'start', isEditable = true): Look => ({
  align,
  width,
  isEditable,
})

const looks: Record<string, Look> = {
  text: look(160),
  longText: look(240),
  richText: look(240),
  integer: look(96, 'end'),
  decimal: look(112, 'end'),
  percent: look(96, 'end'),
  rating: look(112),
  money: look(132, 'end'),
  date: look(116),
  dateTime: look(144),
  boolean: look(88),
  choice: look(120),
  multiChoice: look(192),
  email: look(192),
  phone: look(152),
  address: look(240),
  url: look(168),
  ref: look(160),
  refs: look(192),
  json: look(160, 'start', false),
}

/** How values of a field lie in a column; those of an unknown type as texts that are not edited. */
export function lookOf({ type }: Field): Look {
  return looks[type.name] ?? look(160, 'start', false)
}
