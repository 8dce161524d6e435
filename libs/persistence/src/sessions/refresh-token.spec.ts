import { describe, expect, it } from 'vitest';
import { RefreshToken } from './refresh-token';

describe('RefreshToken', () => {
  it('keeps its family through rotations, and is another one each time', () => {
    const first = RefreshToken.first();
    const second = first.next();
    const third = second.next();
    const tokens = [first, second, third];
    expect(new Set(tokens.map(({ familyHash }) => familyHash)).size).toBe(1);
    expect(new Set(tokens.map(({ hash }) => hash)).size).toBe(3);
    expect(RefreshToken.first().familyHash).not.toBe(first.familyHash);
  });

  it('is read from its own text and from no other', () => {
    const token = RefreshToken.first();
    expect(RefreshToken.parse(token.text)?.hash).toBe(token.hash);
    for (const text of [
      '',
      'x',
      `${token.text}A`,
      token.text.slice(1),
      `${token.text.slice(1)}=`,
      '$'.repeat(43),
    ]) {
      expect(RefreshToken.parse(text)).toBeUndefined();
    }
  });

  it('has one text only: the spare bits of base64 make no second one', () => {
    const token = RefreshToken.first();
    const last = token.text.at(-1)!;
    const others = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')
      .filter((character) => character !== last)
      .map((character) => RefreshToken.parse(`${token.text.slice(0, -1)}${character}`));
    const same = others.filter((other) => other?.hash === token.hash);
    // Whatever decodes to the same bytes is the same token, and is stored once.
    expect(new Set(same.map((other) => other?.text))).toEqual(new Set(same.length > 0 ? [token.text] : []));
  });
});
