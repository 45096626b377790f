import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** What IANA keeps for other uses than the public network: https://www.iana.org/assignments/iana-ipv4-special-registry */
const reserved4: readonly [network: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Within the one block of public addresses: protocol assignments with Teredo, documentation, 6to4. */
const reserved6: readonly [network: string, prefix: number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const reserved = new BlockList();
for (const [network, prefix] of reserved4) reserved.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of reserved6) reserved.addSubnet(network, prefix, 'ipv6');

const public6 = new BlockList();
public6.addSubnet('2000::', 3, 'ipv6');

/** Whether an address is one of the public network: not of this machine, a private network, a cloud's metadata or a tunnel. */
export function isPublicAddress(address: string): boolean {
  const plain = withoutMapping(address);
  if (isIPv4(plain)) return !reserved.check(plain, 'ipv4');
  return isIPv6(plain) && public6.check(plain, 'ipv6') && !reserved.check(plain, 'ipv6');
}

/** Whether an address is of this machine. */
export function isLoopbackAddress(address: string): boolean {
  const plain = withoutMapping(address);
  return plain === '::1' || (isIPv4(plain) && plain.startsWith('127.'));
}

/** A socket for both families tells IPv4 in IPv6's form. */
function withoutMapping(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}
