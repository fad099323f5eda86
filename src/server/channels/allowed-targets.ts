import { BlockList, isIP, isIPv6 } from 'node:net'

/** An inner place the operator lets calls go to: an address or network, or a name whatever it leads to. */
export type AllowedTarget =
  | { kind: 'network'; list: BlockList; text: string }
  | { kind: 'name'; name: string }

/** Reads `ONWARD_OUTBOUND_ALLOW`: `10.0.0.5,192.168.0.0/16,hooks.internal`; null when something in it is neither. */
export function readAllowed(text: string | undefined): AllowedTarget[] | null {
  const entries = (text ?? '')
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter(Boolean)
  const targets = entries.map(readEntry)
  return targets.every((one) => one !== null) ? targets : null
}

/** Whether the name itself is allowed, or every one of its addresses. */
export function isAllowed(
  allowed: readonly AllowedTarget[],
  host: string,
  addresses: readonly string[],
): boolean {
  const places = isIP(host) ? [host] : addresses
  const isIn = (address: string) =>
    allowed.some(
      (one) => one.kind === 'network' && one.list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4'),
    )
  return (
    allowed.some((one) => one.kind === 'name' && one.name === host) ||
    (places.length > 0 && places.every(isIn))
  )
}

function readEntry(entry: string): AllowedTarget | null {
  const [address = '', prefix] = entry.split('/')
  const version = isIP(address)
  if (!version) {
    const isName =
      prefix === undefined && /^[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_][a-z0-9_-]{0,62})*$/.test(entry)
    return isName ? { kind: 'name', name: entry } : null
  }
  const most = version === 4 ? 32 : 128
  const bits = prefix === undefined ? most : Number(prefix)
  if (prefix !== undefined && (!/^\d{1,3}$/.test(prefix) || bits > most)) return null
  const list = new BlockList()
  list.addSubnet(address, bits, version === 4 ? 'ipv4' : 'ipv6')
  return { kind: 'network', list, text: entry }
}
