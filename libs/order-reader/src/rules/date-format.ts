/** Whether a built-in number format shows a date or a time (ECMA-376 part 1, 18.8.30, all locales). */
export function isDateFormatId(id: number): boolean {
  return (
    (id >= 14 && id <= 22) ||
    (id >= 27 && id <= 36) ||
    (id >= 45 && id <= 47) ||
    (id >= 50 && id <= 58) ||
    (id >= 71 && id <= 81)
  );
}

/**
 * Whether a format code shows a date or a time: what is left of its first section, without literals, colours,
 * conditions and currencies, has a date letter and no digit placeholder but those of split seconds.
 */
export function isDateFormatCode(code: string): boolean {
  const section = stripLiterals(code);
  if (/^general$/i.test(section.trim())) return false;
  if (/\[(h+|m+|s+)\]/i.test(section)) return true;
  const bare = section
    .replace(/\[[^\]]*\]/g, '')
    .replace(/general/gi, '')
    .replace(/e[+-]/gi, '');
  if (!/[ymdhse]/i.test(bare) && !/am\/pm|a\/p/i.test(bare)) return false;
  return !/[#?0]/.test(bare.replace(/s[.,]0+/gi, 's'));
}

/** The first section without quoted, escaped, padding and filling characters. */
function stripLiterals(code: string): string {
  let bare = '';
  for (let i = 0; i < code.length && code[i] !== ';'; i++) {
    const char = code[i] ?? '';
    if (char === '"') {
      const end = code.indexOf('"', i + 1);
      i = end < 0 ? code.length : end;
    } else if (char === '\\' || char === '_' || char === '*') i++;
    else bare += char;
  }
  return bare;
}

const DAY_MS = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

/** A date cell's serial number as people read it: `2024-02-29`, `2024-02-29 13:45:00`, or `13:45:00`. */
export function dateText(serial: number, from1904: boolean): string {
  const days = !from1904 && serial > 0 && serial < 60 ? serial + 1 : serial;
  const time = new Date(Math.round(((from1904 ? EPOCH_1904 : EPOCH_1900) + days * DAY_MS) / 1000) * 1000);
  if (Number.isNaN(time.getTime())) return String(serial);
  const [date = '', clock = ''] = time.toISOString().slice(0, 19).split('T');
  if (serial >= 0 && serial < 1) return clock;
  return clock === '00:00:00' ? date : `${date} ${clock}`;
}
