/** Which rows are chosen; `anchor` is where a range begins. */
export interface Selection {
  ids: ReadonlySet<string>
  anchor: string | null
}

export const noSelection: Selection = { ids: new Set(), anchor: null }

/** Chooses a row or lets it go; a following range begins here. */
export function toggleRow({ ids }: Selection, id: string): Selection {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, anchor: id }
}

/** Chooses all rows from the anchor to this one, in the order shown; without an anchor in sight, this one alone. */
export function selectTo({ ids, anchor }: Selection, order: readonly string[], id: string): Selection {
  const to = order.indexOf(id)
  const from = anchor === null ? to : order.indexOf(anchor)
  const start = from === -1 ? to : from
  const range = order.slice(Math.min(start, to), Math.max(start, to) + 1)
  return { ids: new Set([...ids, ...range]), anchor: start === from && anchor !== null ? anchor : id }
}

/** Moves the end of a range, as Shift with an arrow does: rows it leaves behind are let go. */
export function stretchTo(
  selection: Selection,
  order: readonly string[],
  from: string,
  to: string,
): Selection {
  const anchor = selection.anchor ?? from
  const isGrowing = distance(order, anchor, to) > distance(order, anchor, from)
  if (isGrowing) return selectTo({ ...selection, anchor }, order, to)
  const next = new Set(selection.ids)
  if (from !== anchor) next.delete(from)
  return { ids: next.add(to), anchor }
}

/** The page of rows around one; when the page is chosen already, every row given. */
export function selectPage(
  { ids, anchor }: Selection,
  order: readonly string[],
  at: number,
  pageSize: number,
): Selection {
  const start = Math.floor(Math.max(0, at) / pageSize) * pageSize
  const page = order.slice(start, start + pageSize)
  const isChosen = page.length > 0 && page.every((id) => ids.has(id))
  return { ids: new Set(isChosen ? order : [...ids, ...page]), anchor }
}

/** Lets go of rows that are no longer there. */
export function keepPresent(selection: Selection, order: readonly string[]): Selection {
  const present = new Set(order)
  const ids = new Set([...selection.ids].filter((id) => present.has(id)))
  const anchor = selection.anchor !== null && present.has(selection.anchor) ? selection.anchor : null
  return ids.size === selection.ids.size && anchor === selection.anchor ? selection : { ids, anchor }
}

function distance(order: readonly string[], a: string, b: string): number {
  return Math.abs(order.indexOf(a) - order.indexOf(b))
}
