import { BlockList, isIPv4 } from 'node:net'

/** Networks of IANA's registry of special purposes, and multicast: nothing there is a machine of somebody else. */
const inner4 = networks('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
])

/** Everything outside of 2000::/3 is inner, IPv4 in IPv6 (mapped, translated, compatible) included. */
const global6 = networks('ipv6', ['2000::/3'])
const inner6 = networks('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'])

/** Whether an address, as a resolver or a parsed URL gives it, is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !inner4.check(address, 'ipv4')
  if (address.includes('%')) return false
  return global6.check(address, 'ipv6') && !inner6.check(address, 'ipv6')
}

/** A list of addresses and networks in CIDR notation. */
export function networks(family: 'ipv4' | 'ipv6', list: readonly string[]): BlockList {
  const found = new BlockList()
  for (const one of list) {
    const [address = '', prefix] = one.split('/')
    found.addSubnet(address, Number(prefix), family)
  }
  return found
}
