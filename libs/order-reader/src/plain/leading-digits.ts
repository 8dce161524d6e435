/** Most digits that are read at once: eight times their number still is a small integer. */
const MAX_DIGITS = 7;

/**
 * The digits that stand at `at`: eight times their number, plus how many there are; 0 for none, and for more than
 * seven. One whole number says both, so that no object is needed for the answer.
 */
export function leadingDigits(bytes: Uint8Array, at: number): number {
  let value = 0;
  let i = at;
  let digit = (bytes[i] ?? 0) ^ 0x30;
  // Whole numbers of 32 bits, told to the engine: it need not look for overflows then.
  for (; digit < 10; digit = (bytes[i] ?? 0) ^ 0x30) {
    value = (Math.imul(value, 10) + digit) | 0;
    i = (i + 1) | 0;
  }
  const length = i - at;
  return length > MAX_DIGITS ? 0 : (value << 3) | length;
}
