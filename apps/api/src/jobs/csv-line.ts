/** What a spreadsheet program would take for the start of a formula (OWASP, CSV injection). */
const FORMULA_START = /^[=+\-@\t\r]/;

/** One line of a CSV file (RFC 4180); text that looks like a formula is made plain by an apostrophe. */
export function csvLine(values: (string | number | null | undefined)[]): string {
  return `${values.map(field).join(',')}\r\n`;
}

function field(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA_START.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
