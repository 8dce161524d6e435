import { describe, expect, it } from 'vitest';
import { AddressPolicy, parseRange } from './public-address';

const policy = new AddressPolicy([]);

describe('AddressPolicy', () => {
  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '2001:db8::1',
    'localhost',
    '',
  ])('refuses %s', (address) => {
    expect(policy.allows(address)).toBe(false);
  });

  it.each(['8.8.8.8', '93.184.215.14', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'])(
    'lets %s pass',
    (address) => {
      expect(policy.allows(address)).toBe(true);
    },
  );

  it('makes exceptions where the operator says so', () => {
    const range = parseRange('10.20.0.0/16')!;
    const own = new AddressPolicy([range]);
    expect(own.allows('10.20.3.4')).toBe(true);
    expect(own.allows('10.21.0.1')).toBe(false);
    expect(parseRange('10.0.0.0/33')).toBeUndefined();
    expect(parseRange('intranet')).toBeUndefined();
  });
});
