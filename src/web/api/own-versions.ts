// Versions this page itself has moved on from: `id@version` to the version its own write made.
const movedOn = new Map<string, number>()

/**
 * Remembers that a write of ours made a new version of a record. When somebody else wrote in between, versions
 * jump by more than one and nothing is remembered: the next write must meet the conflict.
 */
export function noteOwnWrite(id: string, sent: number, made: number): void {
  if (made === sent + 1) movedOn.set(`${id}@${sent}`, made)
}

/** The version to send for a record seen at a version: our own writes since then are no conflict. */
export function versionToSend(id: string, seen: number): number {
  let version = seen
  for (let next = movedOn.get(`${id}@${version}`); next !== undefined; next = movedOn.get(`${id}@${version}`))
    version = next
  return version
}
