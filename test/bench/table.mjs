/**
 * Rows of text as aligned columns: the first to the left, the others to the right.
 * @param {readonly (readonly string[])[]} rows the first one holds the titles
 */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) =>
    row
      .map((text, column) =>
        column === 0 ? text.padEnd(widths[column]) : text.padStart(widths[column]),
      )
      .join('  '),
  );
  lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
  return `${lines.join('\n')}\n`;
}

/** Three significant digits, with thousands apart: 1 234 567 is written 1 230 000. */
export function figure(value) {
  if (!Number.isFinite(value)) return '-';
  const rounded = Number(value.toPrecision(3));
  if (Math.abs(rounded) < 1000) return String(rounded);
  return String(Math.round(rounded)).replace(/\B(?=(\d{3})+$)/g, ' ');
}

export function megabytes(bytes) {
  return String(Math.round(bytes / 1e6));
}

/** A target beside what was measured. */
export function targetTable(targets) {
  return table([
    ['target', 'wanted', 'measured', '', 'by CPU time'],
    ...targets.map(({ what, wanted, measured, unit, met, alone }) => [
      what,
      `${wanted} ${unit}`.trim(),
      `${figure(measured)} ${unit}`.trim(),
      met ? 'met' : 'MISSED',
      alone === undefined ? '' : figure(alone),
    ]),
  ]);
}

export function atLeast(what, least, measured, unit = '') {
  return { what, wanted: `>= ${figure(least)}`, measured, unit, met: measured >= least };
}

export function atMost(what, most, measured, unit = '') {
  return { what, wanted: `<= ${figure(most)}`, measured, unit, met: measured <= most };
}
