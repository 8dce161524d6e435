import { BlockList, isIP, isIPv4 } from 'node:net';

/** IPv4 that is not the public internet (IANA special-purpose registry, RFC 6890 and its successors). */
const NOT_PUBLIC_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** The one part of IPv6 that is given out to the public … */
const PUBLIC_V6 = ['2000::/3'];
/** … without protocols' own prefixes, those that carry an IPv4 address, and documentation. */
const NOT_PUBLIC_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

/** A range in CIDR notation: `10.0.0.0/8`, `fd00::/8`. */
export interface AddressRange {
  network: string;
  prefix: number;
  family: 'ipv4' | 'ipv6';
}

/** The range of a text, or undefined when it is none. */
export function parseRange(text: string): AddressRange | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text.trim());
  const network = match?.[1] ?? '';
  const prefix = Number(match?.[2]);
  const version = isIP(network);
  if (version === 0 || prefix > (version === 4 ? 32 : 128)) return undefined;
  return { network, prefix, family: version === 4 ? 'ipv4' : 'ipv6' };
}

const listOf = (ranges: AddressRange[]): BlockList => {
  const list = new BlockList();
  for (const { network, prefix, family } of ranges) list.addSubnet(network, prefix, family);
  return list;
};
const known = (texts: string[]): BlockList => listOf(texts.flatMap((text) => parseRange(text) ?? []));

const notPublicV4 = known(NOT_PUBLIC_V4);
const publicV6 = known(PUBLIC_V6);
const notPublicV6 = known(NOT_PUBLIC_V6);

/** Which addresses webhooks may reach: the public internet, and what the operator allows besides. */
export class AddressPolicy {
  private readonly allowed: BlockList;

  constructor(allowed: AddressRange[]) {
    this.allowed = listOf(allowed);
  }

  /** @param address an IP address, in whatever notation Node's resolver gives it */
  allows(address: string): boolean {
    const version = isIP(address);
    if (version === 0) return false;
    if (this.allowed.check(address, version === 4 ? 'ipv4' : 'ipv6')) return true;
    if (isIPv4(address)) return !notPublicV4.check(address, 'ipv4');
    return publicV6.check(address, 'ipv6') && !notPublicV6.check(address, 'ipv6');
  }
}
