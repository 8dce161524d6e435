import { COMMON_PASSWORDS, COMMON_WORDS } from './common-passwords';

const passwords = new Set(COMMON_PASSWORDS.split(/\s+/));
const words = new Set(COMMON_WORDS.split(/\s+/));

/** Rows of keyboards and alphabets, along which people slide their fingers. */
const RUNS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'qwertzuiop', 'azertyuiop'].flatMap(
  (run) => [run, Array.from(run).reverse().join('')],
);
const KEYBOARD = ['asdfghjkl', 'zxcvbnm', 'yxcvbnm', '1qaz2wsx3edc4rfv5tgb', '1q2w3e4r5t6y7u8i9o0p'];

/** Digits and signs that stand for letters. */
const LOOKALIKES: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
};

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();
const unmasked = (text: string): string => text.replace(/[@431!0$5]/g, (sign) => LOOKALIKES[sign] ?? sign);
/** Without the year, number or sign that people put around a word to please a rule. */
const core = (text: string): string => text.replace(/^[\d\W_]+|[\d\W_]+$/gu, '');

/**
 * Whether a password is among those that are guessed first: on the list, a common word (or two of them) with
 * figures and signs around it, one piece repeated, or a run over the keyboard.
 */
export function isCommonPassword(password: string): boolean {
  const text = plain(password);
  return (
    isRepetition(text) ||
    isRun(text) ||
    [text, unmasked(text)].some((form) => passwords.has(form) || isWords(form)) ||
    isWords(unmasked(core(text)))
  );
}

/** Whether a password is made of a name or an address of its owner and little else. */
export function isNamedAfter(password: string, names: string[]): boolean {
  const text = unmasked(plain(password));
  return names
    .flatMap((name) => plain(name).split(/[^\p{L}\d]+/u))
    .filter((part) => part.length >= 4)
    .some((part) => text.replaceAll(unmasked(part), '').length <= 4);
}

function isWords(text: string): boolean {
  const parts = text.split(/[\d\W_]+/u).filter((part) => part !== '');
  if (parts.length === 0) return false;
  return parts.length <= 2 && parts.every((part) => words.has(part) || isTwoWords(part) || isRun(part));
}

function isTwoWords(text: string): boolean {
  return Array.from(text).some((_, cut) => words.has(text.slice(0, cut)) && words.has(text.slice(cut)));
}

/** One to four characters over and over. */
const isRepetition = (text: string): boolean => /^(.{1,4}?)\1+.{0,3}$/u.test(text);

const isRun = (text: string): boolean =>
  text.length >= 3 && [...RUNS, ...KEYBOARD].some((run) => `${run}${run}${run}`.includes(text));
