import ts from 'typescript';
import { lineOf, parseSource, type Source, visit } from './source.js';

/** Where a run has its state; elsewhere only who has an `exchange` has any. */
const ROOMS = /^(kernel|cluster|scheduler|scenario|session|workload)\//;
const NOT_THERE = /^scenario\/schema\//;

/** What is left out of the state of a run, and why nothing is lost by that. */
export const NOT_SAVED: Readonly<Record<string, string>> = {
  'Ground.#settling': 'who listens is told again when a run is made',
  'Ground.#indexById': 'the nodes of the scenario',
  'Ground.timers': 'who answers is told again when a run is made',
  'Ground.observers': 'who observes is no part of a run',
  'Observers.#byType': 'who observes is no part of a run',
  'Observers.#ofAll': 'who observes is no part of a run',
  'Observers.wantStarts': 'who observes is no part of a run',
  'Observers.wantCompletions': 'who observes is no part of a run',
  'Cluster.#frequentEvents': 'objects that are written anew for each event',
  'FrequentEvents.#started': 'an object that is written anew for each event',
  'FrequentEvents.#completed': 'an object that is written anew for each event',
  'Timers.#handlers': 'who answers is told again when a run is made',
  'Cpus.coupling': 'who shares is told again when a run is made',
  'Cpus.watch': 'who watches is told again when a run is made',
  'Processors.#throughputs': 'the nodes of the scenario',
  'Processors.#byGain': 'remembers what is computed',
  'ProcessTable.revision': 'what is compared with it is forgotten when a state is taken up',
  'OomKiller.#rankings': 'remembers what is computed',
  'OomKiller.#now': 'when that was',
  'OomKiller.#revision': 'when that was',
  'Flows.#changed': 'a change long',
  'Discovery.#knownBy': 'made anew of whom each has found',
  'Discovery.#packed': 'remembers what is computed',
  'Evacuation.#ended': 'who listens is told again when a run is made',
  'Migrations.#failing': 'who listens is told again when a run is made',
  'Topology.#sites': 'the nodes of the scenario',
  'Topology.#bandwidths': 'the nodes of the scenario',
  'Topology.#ways': 'the network of the scenario',
  'Node.kernel': 'the nodes of the scenario',
  'Cpus.processors': 'the node sets them by its threads',
  'Commands.#signals': 'it has no state of its own',
  'Commands.#administration': 'it has no state of its own',
  'Commands.#setpe': 'it has no state of its own',
  'Cluster.gateways': 'it has no state of its own',
  'Scheduler.#loadLimit': 'it has no state of its own',
  'Scheduler.#policy': 'Steering finds it by its name',
  'SimulatedSession.#messages': 'for those who look on; forgotten when a state is taken up',
  'Scheduler.#hooks': 'made anew when Steering takes the policy up',
  'Scheduler.#moves': 'it has no state of its own',
  'Scheduler.#placing': 'it has no state of its own',
  'SettledNodes.#isListening': 'who listens is told again when a run is made',
  'Capacities.#known': 'the nodes of the scenario',
  'Gossip.onMessage': 'who listens is told again when a run is made',
  'Gossip.#shown': 'objects that are written anew each time',
  'Gossip.#own': 'an object that is written anew each time',
  'Vectors.#merged': 'room for a merge, empty between two',
  'Vectors.#first': 'written anew for each message',
  'Ground.onChange': 'who is told is told again when a run is made',
  'Ground.onEnd': 'who is told is told again when a run is made',
  'Told.onMessage': 'who listens is told again when a run is made',
  'Rounds.#next': 'chosen anew',
  'Metronome.#order': 'drawn when a run is made, of a stream of its own',
  'Metronome.#phases': 'drawn when a run is made, of a stream of its own',
  'MergedCommands.nextTime': 'that of the source that is chosen anew',
  'MergedCommands.#first': 'chosen anew',
  'Simulation.questions': 'it answers of what others hold',
  'Simulation.view': 'it shows what the others hold',
  'Simulation.loads': 'it shows what the others hold',
  'CsvArrivals.#order': 'the rows of the file',
  'CsvArrivals.#process': 'an object that is written anew for each row',
  'HeldJobs.#fields': 'the rows of the file',
  'HeldJobs.#values': 'the rows of the file',
  'HeldJobs.#order': 'the rows of the file',
  'JobProcess.#users': 'remembers what is computed',
  'FollowingJobs.#firstFollower': 'the rows of the file',
  'FollowingJobs.#nextFollower': 'the rows of the file',
  'Simulation.#timeline': 'one of the happenings',
};

/** Classes that are gone before a run is saved, or no part of one. */
export const NO_PARTS: Readonly<Record<string, string>> = {
  Saving: 'an archive',
  Restoring: 'an archive',
  Redrawing: 'an archive',
  Door: 'a decision long',
  NodeSituation: 'a decision long',
  OwnContext: 'it holds what others keep',
  OwnSituation: 'a decision long',
  OwnClusterSituation: 'a decision long',
  Pace: 'of the wall clock',
  Messages: 'for those who look on; forgotten when a state is taken up',
  PidSet: 'used while files are read',
  MapTable: 'used while a map is read',
};

/**
 * What the rule on fields cannot see, as it is given to a constructor: parts that another class may
 * own as well. When such a part is left out, test/swarm/forgetful.test.ts notices.
 */
export const GIVEN: readonly string[] = [
  ...['Ground.nodes', 'MergedCommands.#sources', 'Simulation.#arrivals', 'Steering.parameters'],
  ...['Scheduler.#information', 'Scheduler.#meter', 'SimulatedSession.simulation'],
  ...['StreamedJobs.#file', 'JobArrivals.#jobs', 'JobArrivals.#homes', 'MergedArrivals.#sources'],
  ...['MergedFeedback.#sources', 'FollowingJobs.#homes', 'Simulation.#feedback'],
  'Rounds.#metronomes',
  // Only named to find a part again.
  ...['Evacuation.#ground', 'Steering.#scheduler', 'Steering.policies'],
];

/** Readers of files: a run keeps how far it has come, and reads again. */
const READERS = /^workload\/files\//;
const CURSORS = new Set(['CsvArrivals', 'HeldJobs', 'StreamedJobs']);

/** A field of a class, whether declared or a parameter of its constructor. */
type Field = ts.PropertyDeclaration | ts.ParameterDeclaration;

/**
 * Fields that can change and that the `exchange` of their class does not name: a run that is put
 * away would forget them. What never changes is known by its type, or is given to the constructor.
 * @param isUsed is told which exceptions were needed
 */
export function forgottenFields(
  source: Source,
  isUsed: (exception: string) => void = () => {},
): readonly string[] {
  if (NOT_THERE.test(source.path)) return [];
  const found: string[] = [];
  visit(source.tree, (node) => {
    if (!ts.isClassDeclaration(node)) return;
    const name = node.name!.text;
    if (READERS.test(source.path) && !CURSORS.has(name)) return;
    if (name in NO_PARTS) {
      isUsed(name);
      return;
    }
    const method = methodOf(node, 'exchange');
    if (method === undefined && !ROOMS.test(source.path)) return;
    const exchanged = namedIn(method);
    for (const field of fieldsOf(node)) {
      const full = `${name}.${field.name.getText()}`;
      if (exchanged.has(field.name.getText())) continue;
      if (!mustBeSaved(node, field)) continue;
      if (full in NOT_SAVED) isUsed(full);
      else found.push(`${source.path}:${lineOf(source, field)} ${full} is in no exchange`);
    }
  });
  return found;
}

/** A source in which the `exchange` of one class leaves one field out. */
export interface Forgetful {
  /** Such as "Agenda.#free". */
  readonly field: string;
  readonly source: Source;
}

/** All mistakes of that kind that can be made in a source. */
export function forgetfulOnes({ path, tree }: Source): readonly Forgetful[] {
  const found: Forgetful[] = [];
  visit(tree, (node) => {
    if (!ts.isClassDeclaration(node)) return;
    const method = methodOf(node, 'exchange');
    if (method === undefined) return;
    const whole = tree.getFullText();
    const written = method.getText();
    const declared = new Set(fieldsOf(node).map((field) => field.name.getText()));
    for (const name of namedIn(method)) {
      if (!declared.has(name)) continue;
      const without = written.replace(new RegExp(`this\\.${name}\\b`, 'g'), 'forgotten');
      const text = whole.slice(0, method.getStart()) + without + whole.slice(method.getEnd());
      found.push({ field: `${node.name!.text}.${name}`, source: parseSource(path, text) });
    }
  });
  return found;
}

function fieldsOf(node: ts.ClassDeclaration): readonly Field[] {
  const parameters = constructorOf(node)?.parameters ?? [];
  return [
    ...node.members.filter(ts.isPropertyDeclaration).filter((field) => !has(field, STATIC)),
    ...parameters.filter((parameter) => (parameter.modifiers ?? []).length > 0),
  ];
}

function mustBeSaved(node: ts.ClassDeclaration, field: Field): boolean {
  const type = field.type?.getText() ?? '';
  // A stream of random numbers goes on, whoever has made it.
  if (type === 'Random') return true;
  if (!has(field, READONLY)) return true;
  if (ts.isParameter(field) || UNCHANGING.test(type)) return false;
  const { initializer } = field;
  if (initializer !== undefined) return !isUnchanging(initializer);
  return !isGiven(node, field.name.getText());
}

/** Types whose values never change. */
const UNCHANGING =
  /^(readonly |Readonly(Map|Set|Array)?<|number$|string$|boolean$|bigint$|Timer$|NodeId$)/;

function isUnchanging(value: ts.Expression): boolean {
  return (
    ts.isLiteralExpression(value) || ts.isArrowFunction(value) || /^-\d+$/.test(value.getText())
  );
}

/** Whether the constructor only takes a field over from who makes the object. */
function isGiven(node: ts.ClassDeclaration, field: string): boolean {
  const made = constructorOf(node);
  if (made === undefined) return false;
  const given = new Set<string>();
  const take = (name: ts.BindingName) => {
    if (ts.isIdentifier(name)) given.add(name.text);
    else for (const one of name.elements) if (ts.isBindingElement(one)) take(one.name);
  };
  for (const { name } of made.parameters) take(name);
  let isTaken = true;
  visit(made, (one) => {
    if (ts.isVariableDeclaration(one) && given.has(one.initializer?.getText() ?? ''))
      take(one.name);
    if (!ts.isBinaryExpression(one) || one.left.getText() !== `this.${field}`) return;
    const { right } = one;
    const [first] = /^\w+/.exec(right.getText()) ?? [''];
    const isPath = ts.isIdentifier(right) || ts.isPropertyAccessExpression(right);
    if (!isPath || !given.has(first)) isTaken = false;
  });
  return isTaken;
}

function namedIn(method: ts.Node | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  if (method === undefined) return names;
  visit(method, (node) => {
    if (ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword) {
      names.add(node.name.text);
    }
  });
  return names;
}

function methodOf(node: ts.ClassDeclaration, name: string): ts.Node | undefined {
  return node.members.find((one) => ts.isMethodDeclaration(one) && one.name.getText() === name);
}

function constructorOf(node: ts.ClassDeclaration): ts.ConstructorDeclaration | undefined {
  return node.members.find(ts.isConstructorDeclaration);
}

const READONLY = ts.SyntaxKind.ReadonlyKeyword;
const STATIC = ts.SyntaxKind.StaticKeyword;

function has(field: Field, kind: ts.SyntaxKind): boolean {
  return (field.modifiers ?? []).some((modifier) => modifier.kind === kind);
}
