import { describe, expect, it } from 'vitest';
import { NewPassword, RegisterRequest } from './auth';
import { isCommonPassword, isNamedAfter } from './password-rules';

describe('isCommonPassword', () => {
  it.each([
    'password123',
    'Password2026!',
    'P@ssw0rd123!',
    '!!welcome2025!!',
    'adminadmin',
    'qwertyuiop',
    '1234567890',
    '9876543210',
    'aaaaaaaaaa',
    'abcabcabcabc',
    'iloveyou1234',
    'Summer-2026-Berlin',
    'bulkorders2026',
    'correcthorsebatterystaple',
    '1q2w3e4r5t6y',
  ])('tells %s', (password) => {
    expect(isCommonPassword(password)).toBe(true);
  });

  it.each([
    'a long enough password',
    'four plums under the stairs',
    'x7#Kq92!mPzt',
    'Vermillion-Kettle-48',
    'passwordless login is nicer',
    'ключ от старой двери',
  ])('lets %s pass', (password) => {
    expect(isCommonPassword(password)).toBe(false);
  });

  it('takes no longer for the longest password', () => {
    expect(isCommonPassword('a1'.repeat(100))).toBe(true);
    expect(isCommonPassword(`${'ab!'.repeat(66)}z`)).toBe(true);
  });
});

describe('isNamedAfter', () => {
  it('tells names and addresses with little around them', () => {
    expect(isNamedAfter('Lovelace1815', ['ada.lovelace@example.com', 'Ada Lovelace'])).toBe(true);
    expect(isNamedAfter('l0velaceAda', ['ada.lovelace@example.com', 'Ada Lovelace'])).toBe(true);
    expect(isNamedAfter('lovelace wrote the first program', ['ada.lovelace@example.com'])).toBe(false);
  });

  it('has a say in registration and none in length', () => {
    const result = RegisterRequest.safeParse({
      email: 'ada.lovelace@example.com',
      name: 'Ada',
      password: 'lovelace1815',
    });
    expect(result.error?.issues).toMatchObject([{ path: ['password'] }]);
    expect(NewPassword.safeParse('short').error?.issues[0]?.message).toBe('At least 10 characters');
  });
});
