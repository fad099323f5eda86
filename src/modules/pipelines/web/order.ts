/** The list with one member moved to another place. */
export function moved<Member>(list: readonly Member[], from: number, to: number): Member[] {
  const rest = list.filter((_, index) => index !== from)
  const member = list[from]
  if (member === undefined) return [...list]
  return [...rest.slice(0, to), member, ...rest.slice(to)]
}

/** The records whose position must change so that they stand in this order, with their new positions. */
export function newPositions<Member extends object>(
  rows: readonly Member[],
): { row: Member; position: number }[] {
  return rows.flatMap((row, position) =>
    'position' in row && row.position === position ? [] : [{ row, position }],
  )
}
