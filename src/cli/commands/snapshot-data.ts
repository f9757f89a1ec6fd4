import { csvLine } from '../../lab/study/csv.js';
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
      csvLine([
        view.now,
        process.pid,
        plain(process.user),
        process.home,
        process.node,
        process.target ?? '',
        process.state,
        process.nice,
        process.cpuShare,
        process.residentBytes,
        process.cpuSeconds,
        process.migrations,
        plain(process.command),
      ]),
    )
    .join('');
}

/** A text that no spreadsheet takes for a formula. */
function plain(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
