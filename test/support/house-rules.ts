import ts from 'typescript';
import { lineOf, type Source, visit } from './source.js';

/** A room (a folder, or one file) and what it may import; its first match in the table holds. */
interface Room {
  readonly room: string;
  readonly may: readonly string[];
}

/** What a cluster shows of itself: plain data, for every room above. */
const FACTS = ['cluster/facts/'];

/** What the rooms of the dashboard share. */
const DASHBOARD = [
  ...['tui/drawing/', 'tui/past/', 'tui/key-binding.ts', 'tui/notice.ts', 'tui/sending.ts'],
  ...['tui/scenarios.ts', 'tui/state.ts', 'tui/update-result.ts', ...FACTS, 'base/'],
];

/** What every view may import besides its own folder: no view knows another one. */
const OF_A_VIEW = [
  ...['tui/dialogs/', 'tui/prompt/', 'tui/views/diagrams/', 'tui/views/layout.ts'],
  ...['tui/views/view.ts', ...DASHBOARD],
];

function view(name: string, more: readonly string[] = []): Room {
  const room = `tui/views/${name}/`;
  return { room, may: [room, ...OF_A_VIEW, ...more] };
}

/** How what has a state puts it away. */
const STATEFUL = ['kernel/archive.ts'];

/** What is under every law of the cluster, and the ground on which they stand. */
const UNDER_GROUND = [
  ...['cluster/agenda-kinds.ts', 'cluster/node-index.ts', 'cluster/node.ts', 'cluster/cpus/'],
  ...[...FACTS, 'kernel/', 'base/'],
];
const GROUND = [...UNDER_GROUND, 'cluster/ground.ts'];

/** Who may import whom: ARCHITECTURE.md says why. */
export const ROOMS: readonly Room[] = [
  {
    room: 'scheduler/policies/policy.ts',
    may: ['scheduler/policies/decision.ts', 'scheduler/policies/openmosix-parameters.ts'],
  },
  { room: 'scheduler/policies/registry.ts', may: ['scheduler/policies/'] },
  {
    room: 'scheduler/policies/',
    may: [
      ...['scheduler/policies/policy.ts', 'scheduler/policies/opportunity-cost.ts'],
      'scheduler/policies/power.ts',
      ...['scheduler/policies/queue-length.ts', 'scheduler/policies/whole-parameter.ts', 'base/'],
      'scheduler/policies/openmosix-terms.ts',
      ...['scheduler/policies/openmosix-reasons.ts', 'scheduler/policies/judging.ts'],
    ],
  },
  { room: 'base/', may: ['base/'] },
  { room: 'kernel/', may: ['kernel/', 'base/'] },
  // Rooms within the cluster: laws stand on the ground, and the cluster on the laws.
  { room: 'cluster/facts/', may: [...FACTS, 'base/'] },
  { room: 'cluster/node-index.ts', may: ['base/'] },
  { room: 'cluster/agenda-kinds.ts', may: [] },
  { room: 'cluster/timers.ts', may: ['cluster/agenda-kinds.ts', 'kernel/', 'base/'] },
  {
    room: 'cluster/cpus/',
    may: ['cluster/cpus/', 'cluster/node-index.ts', ...FACTS, ...STATEFUL, 'base/'],
  },
  {
    room: 'cluster/node-numbers.ts',
    may: ['cluster/node-index.ts', ...STATEFUL],
  },
  { room: 'cluster/capacities.ts', may: FACTS },
  {
    room: 'cluster/node.ts',
    may: [
      ...['cluster/cpus/', 'cluster/node-index.ts', 'cluster/node-numbers.ts'],
      ...['cluster/capacities.ts', ...FACTS, ...STATEFUL, 'base/'],
    ],
  },
  { room: 'cluster/watching/observers.ts', may: FACTS },
  {
    room: 'cluster/watching/frequent-events.ts',
    may: ['cluster/watching/observers.ts', 'cluster/cpus/', ...FACTS, 'base/'],
  },
  {
    room: 'cluster/ground.ts',
    may: [
      ...[...UNDER_GROUND, 'cluster/timers.ts', 'cluster/watching/observers.ts'],
      ...['cluster/node-numbers.ts', 'cluster/capacities.ts'],
    ],
  },
  { room: 'cluster/doing/', may: ['cluster/doing/', 'cluster/moving/network.ts', ...GROUND] },
  {
    room: 'cluster/moving/',
    may: ['cluster/moving/', 'cluster/doing/', 'cluster/members/neighbours.ts', ...GROUND],
  },
  {
    room: 'cluster/members/',
    may: ['cluster/members/', 'cluster/moving/', 'cluster/doing/', ...GROUND],
  },
  { room: 'cluster/', may: ['cluster/', 'kernel/', 'base/'] },
  // Rooms within the scheduler: measured, believed, decided.
  {
    room: 'scheduler/measuring/',
    may: ['scheduler/measuring/', 'scheduler/policies/policy.ts', 'cluster/', 'kernel/', 'base/'],
  },
  {
    room: 'scheduler/information/',
    may: [
      ...['scheduler/information/', 'scheduler/measuring/', 'scheduler/policies/policy.ts'],
      ...['cluster/', 'kernel/', 'base/'],
    ],
  },
  { room: 'scheduler/', may: ['scheduler/', 'cluster/', 'kernel/', 'base/'] },
  // Files of workloads are read without knowing what else a workload can be.
  {
    room: 'workload/files/',
    may: [
      ...['workload/files/', 'workload/arrival-order.ts', 'workload/arrivals.ts'],
      ...['workload/blank-process.ts', 'workload/homes.ts', 'workload/pid-set.ts'],
      ...['workload/jobs.ts', 'workload/job-arrivals.ts', 'workload/feedback.ts'],
      'workload/following-jobs.ts',
      ...[
        'workload/workload-spec.ts',
        ...FACTS,
        'cluster/members/address.ts',
        'cluster/members/map-table.ts',
      ],
      ...['kernel/', 'base/'],
    ],
  },
  { room: 'workload/', may: ['workload/', 'cluster/', 'kernel/', 'base/'] },
  // The readers of a scenario know its data, not how it runs.
  {
    room: 'scenario/schema/',
    may: [
      ...['scenario/schema/', 'scenario/problem.ts', 'scenario/scenario.ts', 'scenario/faults.ts'],
      ...['scenario/strangers.ts', 'scenario/yaml-tree.ts'],
      ...['workload/', 'scheduler/', 'cluster/', 'base/'],
    ],
  },
  {
    room: 'scenario/',
    may: ['scenario/', 'workload/', 'scheduler/', 'cluster/', 'kernel/', 'base/'],
  },
  // The interface knows nothing of what is behind it.
  { room: 'session/futures.ts', may: FACTS },
  { room: 'session/likelihood.ts', may: ['session/futures.ts', ...FACTS] },
  { room: 'session/session.ts', may: ['session/futures.ts', 'base/later.ts', ...FACTS] },
  { room: 'session/pace.ts', may: ['session/session.ts', ...FACTS, 'base/'] },
  { room: 'session/seen-cluster.ts', may: FACTS },
  {
    room: 'session/',
    may: ['session/', 'scenario/', 'workload/', 'scheduler/', 'cluster/', 'kernel/', 'base/'],
  },
  // Real nodes: the policies and their measures, nothing of what is simulated.
  {
    room: 'live/',
    may: [
      ...['live/', 'session/session.ts', 'session/seen-cluster.ts'],
      'scheduler/policies/policy.ts',
      ...['scheduler/measuring/load.ts', 'scheduler/deciding/decision-words.ts'],
      'scheduler/deciding/hooks.ts',
      ...['cluster/watching/observers.ts', ...FACTS, 'base/'],
    ],
  },
  // What can be asked of a session from outside: its interface is all it needs.
  {
    room: 'control/',
    may: [
      ...[
        'control/',
        'session/futures.ts',
        'session/session.ts',
        'session/seen-cluster.ts',
        'session/pace.ts',
      ],
      ...['cluster/watching/observers.ts', ...FACTS, 'base/'],
    ],
  },
  {
    room: 'lab/statistics/',
    may: ['lab/statistics/', 'base/'],
  },
  {
    room: 'lab/report/',
    may: [
      ...['lab/report/', 'lab/study/', 'lab/statistics/', 'lab/measures.ts', 'lab/theory.ts'],
      ...['metrics/window.ts', 'base/'],
    ],
  },
  {
    room: 'lab/',
    may: [
      ...['lab/', 'metrics/', 'session/session.ts', 'scenario/', 'workload/', 'kernel/'],
      ...[...FACTS, 'base/'],
    ],
  },
  // Runs that can be taken to any of their moments.
  {
    room: 'recording/',
    may: [
      'recording/',
      'session/',
      'scenario/scenario.ts',
      'metrics/',
      ...STATEFUL,
      ...FACTS,
      'base/',
    ],
  },
  { room: 'metrics/', may: ['metrics/', ...FACTS, ...STATEFUL, 'base/'] },
  { room: 'tui/drawing/', may: ['tui/drawing/', 'base/'] },
  { room: 'tui/terminal/', may: ['tui/terminal/', 'tui/drawing/', 'tui/message.ts'] },
  {
    room: 'tui/past/',
    may: ['tui/past/', 'tui/drawing/', 'session/session.ts', ...FACTS, 'base/'],
  },
  {
    room: 'tui/views/diagrams/',
    may: ['tui/views/diagrams/', 'tui/drawing/', 'tui/past/', 'base/'],
  },
  view('mtop', ['session/futures.ts']),
  view('mosmon'),
  // Enter leads from a node to its processes.
  view('cluster', ['tui/trail.ts']),
  view('map', ['tui/message.ts', 'session/session.ts']),
  // Enter goes to a moment, e to its events; t leads from an event to its moment.
  view('history', ['tui/trail.ts', 'tui/travel.ts']),
  view('beliefs', ['tui/message.ts', 'session/session.ts']),
  // Enter goes from an event to its process.
  view('events', ['tui/views/mtop/process-list.ts', 'tui/trail.ts']),
  // A study that runs: what the laboratory says of it, on the screen of the dashboard.
  {
    room: 'tui/study/',
    may: [
      ...['tui/study/', 'tui/drawing/', 'lab/report/standing.ts', 'lab/report/runs-pace.ts'],
      'base/',
    ],
  },
  {
    room: 'tui/prompt/',
    may: [
      'tui/prompt/',
      'tui/tour/tour-word.ts',
      'tui/views/mtop/',
      'tui/terminal/theme.ts',
      'tui/travel.ts',
      // Branches and futures are shown in dialogs.
      ...[
        'tui/dialogs/time/compare.ts',
        'tui/dialogs/time/search.ts',
        'tui/dialogs/time/what-if.ts',
      ],
      'tui/dialogs/time/inevitable.ts',
      'tui/gain.ts',
      'session/session.ts',
      ...DASHBOARD,
    ],
  },
  {
    room: 'tui/',
    may: [
      ...['tui/', 'session/session.ts', 'session/futures.ts', 'session/pace.ts', 'metrics/'],
      ...['session/likelihood.ts', ...FACTS, 'base/'],
    ],
  },
  { room: 'cli/shells/', may: ['cli/shells/'] },
  {
    room: 'cli/files/',
    may: [
      ...['cli/files/', 'cli/failure.ts', 'cli/output.ts', 'cli/reader-gone.ts', 'cli/version.ts'],
      ...['scenario/scenario.ts', 'tui/settings.ts', 'recording/', ...STATEFUL, 'base/'],
    ],
  },
  {
    room: 'cli/policies/',
    may: [
      ...['cli/policies/', 'cli/failure.ts', 'cli/output.ts', 'scenario/schema/policy-name.ts'],
      'tui/terminal/restored-modes.ts',
      ...['scheduler/', 'base/'],
    ],
  },
  {
    room: 'cli/opening/',
    may: [
      ...['cli/opening/', 'cli/files/', 'cli/policies/', 'cli/shipped.ts', 'cli/values.ts'],
      ...[
        'cli/version.ts',
        'recording/',
        'session/',
        'scenario/',
        'workload/',
        'scheduler/',
        'cluster/',
        'base/',
      ],
    ],
  },
  {
    room: 'cli/running/',
    may: [
      ...['cli/running/', 'cli/opening/', 'cli/files/', 'cli/output.ts', 'session/', 'scenario/'],
      ...['cli/failure.ts', 'cli/policies/', 'cli/values.ts', 'lab/', 'recording/', 'workload/'],
      // Futures are told in the figures that the screen has of the present.
      ...['metrics/', 'tui/past/cluster-figures.ts', 'cluster/', 'kernel/', 'base/'],
      ...['cli/shipped.ts', 'cli/version.ts'],
    ],
  },
  {
    room: 'cli/studies/',
    may: [
      ...['cli/studies/', 'cli/running/', 'cli/opening/', 'cli/files/', 'cli/policies/'],
      ...[
        'cli/failure.ts',
        'cli/shipped.ts',
        'cli/version.ts',
        'lab/',
        'metrics/',
        'scenario/',
        'base/',
      ],
    ],
  },
  { room: 'cli/', may: [''] },
  { room: 'library/', may: [''] },
];

/** Where a package may be imported. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  blessed: ['terminal.ts', 'blessed-fixes.ts', 'blessed-parts.d.ts'].map(
    (file) => `tui/terminal/${file}`,
  ),
  '@observablehq': ['lab/report/'],
  chalk: ['cli/'],
  commander: [
    'cli/description-commands.ts',
    'cli/lab-commands.ts',
    'cli/refused-words.ts',
    'cli/live-commands.ts',
    'cli/options.ts',
    'cli/program.ts',
    'cli/tool-commands.ts',
    'cli/shells/word-tree.ts',
    'cli/commands/describe.ts',
  ],
  'hyparquet-writer': ['cli/running/parquet-samples.ts'],
  'json-rpc-2.0': ['control/server.ts'],
  'prom-client': ['control/figures.ts'],
  // To read a package when it is needed: at once, and what is compiled of theirs can be kept.
  'node:module': ['base/linear-regex.ts', 'workload/this-computer.ts'],
  re2js: ['base/linear-regex.ts'],
  systeminformation: ['workload/this-computer.ts'],
  yaml: ['scenario/yaml-tree.ts'],
};

/** Where the program meets the world; everything else is a function of its arguments. */
export const EDGES: readonly string[] = [
  'cli/',
  'library/',
  'control/attached-session.ts',
  'control/client.ts',
  'control/connection.ts',
  'control/metrics-server.ts',
  'control/peer.ts',
  'control/server.ts',
  'live/node-calls.ts',
  'live/remote.ts',
  'recording/packed.ts',
  'session/pace.ts',
  'tui/app.ts',
  'tui/terminal/blessed-fixes.ts',
  'tui/terminal/terminal.ts',
  'tui/travels.ts',
  'workload/files/byte-source.ts',
  'workload/this-computer.ts',
];

const MOST_LINES = 300;
const MOST_FUNCTION_LINES = 70;

/** Imports that the table of rooms does not allow. */
export function wrongImports({ path, imports }: Source): readonly string[] {
  const room = ROOMS.find((candidate) => path.startsWith(candidate.room));
  if (room === undefined) return [`${path} is in no room of the table`];
  return imports
    .filter((name) => !isPackage(name) && !isIn(name, room.may))
    .map((name) => `${path} must not import ${name}`);
}

/** Files that import, or load, each other in a circle, each circle in one line. */
export function importCircles(
  sources: readonly Source[],
  by: 'imports' | 'loads',
): readonly string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const reach = (start: string): ReadonlySet<string> => {
    const reached = new Set<string>();
    const waiting = [start];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      for (const name of byPath.get(path)?.[by] ?? []) {
        if (!byPath.has(name) || reached.has(name)) continue;
        reached.add(name);
        waiting.push(name);
      }
    }
    return reached;
  };
  const reaches = new Map(sources.map(({ path }) => [path, reach(path)]));
  const circles = sources.map(({ path }) =>
    [...reaches.get(path)!].filter((other) => reaches.get(other)!.has(path)).sort(),
  );
  return [...new Set(circles.filter((circle) => circle.length > 0).map(String))];
}

/** Packages imported where they do not belong. */
export function wrongPackages({ path, imports }: Source): readonly string[] {
  return imports
    .filter((name) => isPackage(name) && !isPackageAllowed(path, name))
    .map((name) => `${path} must not import ${name}`);
}

/** What makes the result of a file outside the edges depend on more than its arguments. */
export function impurities(source: Source): readonly string[] {
  if (isIn(source.path, EDGES)) return [];
  const found: string[] = [];
  visit(source.tree, (node) => {
    const what = impurityOf(node);
    if (what !== undefined) found.push(`${source.path}:${lineOf(source, node)} uses ${what}`);
  });
  return found;
}

/** Files and functions that are too long to be read at once. */
export function tooLong(source: Source): readonly string[] {
  const found: string[] = [];
  const lines = source.tree.text.trimEnd().split('\n').length;
  if (lines > MOST_LINES) found.push(`${source.path} has ${lines} lines`);
  visit(source.tree, (node) => {
    if (!ts.isFunctionLike(node)) return;
    const first = lineOf(source, node);
    const last = source.tree.getLineAndCharacterOfPosition(node.end).line + 1;
    const length = last - first + 1;
    if (length > MOST_FUNCTION_LINES) {
      found.push(`${source.path}:${first} is a function of ${length} lines`);
    }
  });
  return found;
}

/** What of node:fs changes a file. */
const WRITES =
  /^(writeFile|append|rename|rm|unlink|copyFile|cp|link|symlink|truncate|createWriteStream|mkdir)/;

/**
 * The files that may: what they write takes its place as a whole, and is never an input; the file
 * of a recording grows by lines; the last four make and remove folders, of sockets and of tools.
 */
const WRITERS = [
  ...['cli/files/part-file.ts', 'cli/files/recording-file.ts', 'cli/files/settings-file.ts'],
  ...['cli/studies/study-folder.ts', 'cli/files/folder.ts'],
  ...['cli/files/socket-file.ts', 'cli/commands/shell.ts', 'live/remote.ts'],
];

/** Files written past the one place that keeps what was there. */
export function wrongWrites(source: Source): readonly string[] {
  if (isIn(source.path, WRITERS)) return [];
  const found: string[] = [];
  visit(source.tree, (node) => {
    if (!ts.isImportDeclaration(node) || !/fs'?/.test(node.moduleSpecifier.getText())) return;
    visit(node, (name) => {
      if (!ts.isImportSpecifier(name) || !WRITES.test((name.propertyName ?? name.name).text))
        return;
      found.push(`${source.path}:${lineOf(source, name)} writes by ${name.name.text}`);
    });
  });
  return found;
}

/** The files that write to a terminal. */
const MOUTHS = ['cli/output.ts', 'tui/terminal/'];

/** What passes by the cleaning of texts, and the files whose texts have no need of it. */
const RAW = { printStyled: 'cli/running/style.ts', writeControl: 'cli/running/progress.ts' };

/** Ways to a terminal on which the text of a file could reach it raw. */
export function wrongOutput(source: Source): readonly string[] {
  if (isIn(source.path, MOUTHS)) return [];
  const found: string[] = [];
  visit(source.tree, (node) => {
    const text = node.getText(source.tree);
    if (ts.isPropertyAccessExpression(node) && /^process\.std(out|err)\.write$/.test(text)) {
      found.push(`${source.path}:${lineOf(source, node)} writes by ${text}`);
    }
    if (!ts.isImportSpecifier(node)) return;
    const allowed = (RAW as Record<string, string | undefined>)[text];
    if (allowed !== undefined && allowed !== source.path) {
      found.push(`${source.path}:${lineOf(source, node)} writes by ${text}`);
    }
  });
  return found;
}

/** What TypeScript hides and JavaScript shows, and modules that are imported twice. */
export function wrongHabits(source: Source): readonly string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  visit(source.tree, (node) => {
    if (node.kind === ts.SyntaxKind.PrivateKeyword) {
      found.push(`${source.path}:${lineOf(source, node)} says private where # holds`);
    }
    if (!ts.isImportDeclaration(node)) return;
    const module = node.moduleSpecifier.getText(source.tree);
    if (seen.has(module)) found.push(`${source.path} imports ${module} twice`);
    seen.add(module);
  });
  return found;
}

/** What everything in src must be reached from: the program, and its thread. */
export const ENTRIES: readonly string[] = [
  'cli/main.ts',
  'library/index.ts',
  'cli/policies/policy-watchdog.ts',
  'cli/running/future-thread.ts',
  'cli/studies/study-thread.ts',
];

/** Files that nothing comes to from the entries. */
export function deadFiles(
  sources: readonly Source[],
  entries: readonly string[],
): readonly string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const reached = new Set<string>();
  const waiting = [...entries];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    waiting.push(...(byPath.get(path)?.imports ?? []));
  }
  return [...byPath.keys()].filter((path) => !reached.has(path) && !path.endsWith('.d.ts'));
}

function isPackage(name: string): boolean {
  return !name.endsWith('.ts');
}

function isIn(path: string, places: readonly string[]): boolean {
  return places.some((place) => (/\.ts$/.test(place) ? path === place : path.startsWith(place)));
}

function isPackageAllowed(path: string, name: string): boolean {
  const places = PACKAGES[name.split('/')[0]!];
  if (places === undefined && name.startsWith('node:')) {
    return name === 'node:path' || isIn(path, EDGES);
  }
  return places !== undefined && isIn(path, places);
}

const GLOBALS = new Set([
  'Date',
  'console',
  'fetch',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
  'setTimeout',
]);

/** `process` is also what a process of the cluster is called; these are only Node's. */
const OF_NODES_PROCESS = new Set([
  ...['argv', 'cwd', 'env', 'exit', 'exitCode', 'hrtime', 'memoryUsage', 'nextTick', 'off', 'on'],
  ...['once', 'platform', 'stderr', 'stdin', 'stdout', 'uptime', 'version'],
]);

function impurityOf(node: ts.Node): string | undefined {
  if (ts.isAwaitExpression(node)) return 'await';
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return 'async';
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const { expression, name } = node;
    if (expression.text === 'Math' && name.text === 'random') return 'Math.random';
    if (expression.text === 'process' && OF_NODES_PROCESS.has(name.text)) {
      return `process.${name.text}`;
    }
  }
  return ts.isIdentifier(node) && GLOBALS.has(node.text) && !isName(node) ? node.text : undefined;
}

/** Whether the identifier only names a member or a key: `event.fetch`, `{ fetch: 1 }`. */
function isName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isPropertySignature(parent) && parent.name === node)
  );
}
