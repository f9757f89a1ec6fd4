import { formatClock, formatRoughly } from '../../base/units.js';
import { UserError } from '../../base/user-error.js';
import type { Decided, Explanation, LastDecision, NodeForecast } from '../../session/session.js';
import type { SessionOptions } from '../opening/open-scenario.js';
import { openToWatch } from '../opening/open-to-watch.js';
import { print } from '../output.js';

export interface ExplainOptions extends SessionOptions {
  /** Virtual time, seconds. */
  readonly at: number;
  readonly pid?: number;
  readonly node?: number;
  readonly json?: boolean;
}

/**
 * Says why a process is where it is, or what a node decided last.
 * @returns the exit code
 */
export async function explain(name: string, options: ExplainOptions): Promise<number> {
  const { at, pid, node, policyTimeout, json = false, ...flags } = options;
  if ((pid === undefined) === (node === undefined)) {
    throw new UserError('explain needs either --pid or --node');
  }
  const session = await openToWatch(name, { policyTimeout, ...flags });
  session.advance(at);
  if (pid !== undefined) {
    const explanation = session.explain(pid);
    if (explanation === undefined) {
      throw new UserError(`there is no process ${pid} at ${formatClock(at)}`);
    }
    print(json ? toJson(explanation) : processText(explanation));
    return 0;
  }
  if (session.view().node(node!) === undefined) throw new UserError(`there is no node ${node}`);
  const decision = session.lastDecision(node!);
  print(json ? toJson(decision ?? null) : nodeText(node!, decision));
  return 0;
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function nodeText(node: number, decision: LastDecision | undefined): string {
  if (decision === undefined) return `node ${node} has made no decision yet\n`;
  const { at, now } = decision;
  const last = `node ${node} at ${formatClock(at)}: ${said(decision)}\n`;
  return now === undefined ? last : `${last}now it would be: ${said(now)}\n`;
}

function said({ move, to, reason }: Decided): string {
  const what = move === undefined ? 'moves nothing' : `moves process ${move} to node ${to}`;
  return `${what}: ${reason}`;
}

function processText(explanation: Explanation): string {
  const { pid, node, home, whyHere, verdict, forecasts } = explanation;
  const header = ['N#', 'load', 'believed', 'age', 'rate', 'waits', 'verdict'];
  const rows = [header, ...forecasts.map(forecastRow)];
  const widths = header.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row.map((cell, at) => (at < 6 ? cell.padStart(widths[at]!) : cell)).join('  '),
  );
  return [
    `process ${pid} of home ${home} on node ${node}`,
    `why here: ${whyHere}`,
    `now:      ${verdict}`,
    '',
    ...lines,
    '',
    `load: what the node has; believed: what node ${node} has heard of it, and how long ago;`,
    'rate: work per second the process would get; waits: for calls and files, per second of work',
    '',
  ].join('\n');
}

function forecastRow(forecast: NodeForecast): string[] {
  const { node, load, believedLoad, ageSeconds, rate, waitPerWork, verdict } = forecast;
  return [
    String(node),
    load.toFixed(2),
    believedLoad === undefined ? '-' : believedLoad.toFixed(2),
    ageSeconds === undefined ? '-' : formatRoughly(ageSeconds),
    rate.toFixed(2),
    waitPerWork === 0 ? '-' : waitPerWork.toFixed(2),
    verdict ?? 'goes there',
  ];
}
