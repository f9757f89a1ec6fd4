/** A line of a table. */
export type CsvRow = readonly (string | number)[];

/** Rows as CSV (RFC 4180, but lines end as text files do). */
export function csvOf(rows: readonly CsvRow[]): string {
  return rows.map(csvLine).join('');
}

/** One of them. */
export function csvLine(row: CsvRow): string {
  return `${row.map(cellText).join(',')}\n`;
}

function cellText(value: string | number): string {
  // The same text as String's, which would also be kept for later: half the time, no garbage that lives long.
  if (Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value === 'number') return String(value);
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
