import type { Session } from '../../session/session.js';

/** The cluster now, its nodes and its processes as one line of JSON. */
export function jsonLine(session: Session): string {
  const view = session.view();
  const { now, totals } = view;
  const data = { at: now, totals, nodes: view.nodes(), processes: view.processes() };
  // What never ends has no number in JSON.
  const written = JSON.stringify(data, (_, value) =>
    value === Number.POSITIVE_INFINITY ? 'endless' : value,
  );
  return `${written}\n`;
}

export const CSV_HEADER =
  'at,pid,user,home,node,target,state,nice,cpu_share,memory_bytes,cpu_seconds,migrations,command';

/** A row per process. */
export function csvRows(session: Session): string {
  const view = session.view();
  return view
    .processes()
    .map((process) =>
      [
        view.now,
        process.pid,
        process.user,
        process.home,
        process.node,
        process.target ?? '',
        process.state,
        process.nice,
        process.cpuShare,
        process.residentBytes,
        process.cpuSeconds,
        process.migrations,
        process.command,
      ]
        .map(quoted)
        .join(','),
    )
    .map((row) => `${row}\n`)
    .join('');
}

/** RFC 4180; a text that a spreadsheet would take for a formula is kept from it. */
function quoted(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
