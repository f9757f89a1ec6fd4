import type { Later } from '../base/later.js';
import type { Answer, Command } from '../cluster/facts/command.js';
import type { ClusterEvent, EventType, Observer, Subscription } from '../cluster/facts/event.js';
import type { NodeId } from '../cluster/facts/node-spec.js';
import type { Question } from '../cluster/facts/question.js';
import type { ClusterView } from '../cluster/facts/view.js';
import type { Futures, Way } from './futures.js';

/** What a policy has decided for a node. */
export interface Decided {
  readonly move: number | undefined;
  readonly to: NodeId | undefined;
  /** Why, a sentence with the numbers. */
  readonly reason: string;
  readonly numbers: Readonly<Record<string, number>>;
}

/** What a node decided last: a policy's decision with its place and time. */
export interface LastDecision extends Decided {
  readonly at: number;
  readonly node: NodeId;
  /** What it would decide now, on what it has learnt since; undefined: the same, or who knows. */
  readonly now?: Decided | undefined;
  /** What it believes of every node now, in the order of N#. */
  readonly beliefs: readonly Belief[];
}

/** What a node believes of another one, or knows of itself, and what is true. */
export interface Belief {
  readonly node: NodeId;
  /** Upper load of the node now. */
  readonly load: number;
  /** The load by which it is judged; undefined: nothing was heard from it. */
  readonly believedLoad: number | undefined;
  /** Age of that belief, seconds; undefined: nothing was heard, or it is the node itself. */
  readonly ageSeconds: number | undefined;
  /** Why it was not chosen; undefined: it was. */
  readonly verdict: string | undefined;
}

/** What a node has heard of another one, or made up its mind to believe since. */
export interface HeardLoad {
  readonly node: NodeId;
  /** In openMosix's unit. */
  readonly load: number;
  /** Since it was measured there, seconds. */
  readonly ageSeconds: number;
}

/** A load message that arrived: one node has told another what it knows. */
export interface LoadMessage {
  readonly at: number;
  readonly from: NodeId;
  readonly to: NodeId;
}

/** What a process would get at a node: the forecast behind the migrate dialog. */
export interface Forecast {
  readonly node: NodeId;
  /** Upper load of the node now. */
  readonly load: number;
  /** Share of one standard CPU (work seconds per second) the process would get there. */
  readonly rate: number;
  /** Why it cannot go there; undefined: it can. */
  readonly refusal: string | undefined;
}

/** What one node would give a process, as the node where it runs believes and as it is. */
export interface NodeForecast extends Forecast, Belief {
  /** Seconds of waiting for forwarded calls and I/O per second of work there. */
  readonly waitPerWork: number;
}

/** Why a process is where it is, and whether it would move now: in words and as data. */
export interface Explanation {
  readonly pid: number;
  readonly node: NodeId;
  readonly home: NodeId;
  /** How it came to be where it is, a sentence. */
  readonly whyHere: string;
  /** Whether it would be moved now, and the term that decides, a sentence. */
  readonly verdict: string;
  /** Where it goes, or would go if its node decided now; undefined: nowhere. */
  readonly to: NodeId | undefined;
  /** The numbers of the decision by name; none when the process itself is kept from moving. */
  readonly numbers: Readonly<Record<string, number>>;
  /** One per node, in the order of N#. */
  readonly forecasts: readonly NodeForecast[];
}

/** What the run is, for the header. */
export interface SessionInfo {
  readonly scenario: string;
  readonly about: string;
  readonly policy: string;
  readonly information: string;
  readonly seed: number;
  /** The policies that the command `policy` can choose. */
  readonly policies?: readonly string[];
  /** The parameters that the command `set` can change, as they are now. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** How much a node shows of its guests: 0 nothing, 1 pid, 2 user and home too, 3 all. */
  readonly disclosure?: 0 | 1 | 2 | 3;
  /** Its time: virtual (the default), or wall-clock time, which cannot be changed. */
  readonly clock?: 'virtual' | 'wall';
  /** Why it cannot be taken to another moment, where it cannot. */
  readonly noPast?: string;
  /** Cells that its longest pid takes, with one to spare; default: as many as are usual. */
  readonly pidCells?: number;
  /** Commands that it never carries out, and why. */
  readonly refused?: Readonly<Partial<Record<Command['do'], string>>>;
}

/** What a node believed of another one when it sent a process there. */
export interface BeliefBehind {
  readonly ageSeconds: number;
  readonly believedLoad: number;
  /** What it was, the process itself not counted. */
  readonly load: number;
}

/** How far a session goes on at most. */
export interface Part {
  /** Default: as many as there are. */
  readonly maxEvents?: number;
  /** Default: time goes on where nothing can happen. */
  readonly untilOver?: boolean;
  /** Asked after each event; true: no further. */
  readonly isDone?: (() => boolean) | undefined;
}

/**
 * The waist of the program: a running cluster behind one interface. The dashboard, the headless run
 * and the snapshot see nothing else of it. Virtual time moves only by `advance`, or, where others
 * share it, by its own clockwork. What the cluster has to be asked for may be known later.
 */
export interface Session {
  readonly info: SessionInfo;
  /** Whether nothing can happen any more: no process is alive and none will arrive. */
  readonly over: boolean;
  /** Which run it is, where another one may take its place. */
  readonly run?: number | undefined;
  view(): ClusterView;
  /** @param whose whose command it is, where others command the same cluster; default: one's own */
  send(command: Command, whose?: string): Later<Answer>;
  /** Asks mosctl; the answer's message is what it prints. Asking changes nothing. */
  ask(question: Question): Later<Answer>;
  /** @returns a function that ends the subscription */
  subscribe(observer: Observer, subscription?: Subscription): () => void;
  /**
   * Lets virtual time go on to `until` (seconds), or less when `maxEvents` events have happened
   * before that, or, with `untilOver`, when nothing can happen any more, or when it `isDone`.
   * @returns whether there is nothing left to do before `until`
   */
  advance(until: number, part?: Part): boolean;
  lastDecision(node: NodeId): Later<LastDecision | undefined>;
  /**
   * What a node believes of the others, freshest first; empty where nodes tell each other nothing.
   */
  heard(node: NodeId): Later<readonly HeardLoad[]>;
  /**
   * The load messages of the last `seconds`, oldest first; of many only the last ones. They are
   * kept from the first time they are asked for.
   */
  messages(seconds: number): Later<readonly LoadMessage[]>;
  /** Undefined: there is no such process. Asking changes nothing. */
  explain(pid: number): Later<Explanation | undefined>;
  /** One forecast per node, in the order of N#. */
  forecast(pid: number): Later<readonly Forecast[]>;
  /** Begins to move its time, which others share; undefined: who shows it moves it. */
  readonly beginTime?: ((options: ClockworkOptions) => Clockwork) | undefined;
  /** How its time is turned; undefined: its past is gone. */
  readonly past?: Past | undefined;
  /** Its futures, run ahead beside it; undefined: it cannot be run ahead. */
  readonly futures?: Futures | undefined;
}

/** How fast virtual time goes, and how often it is shown. */
export interface ClockworkOptions {
  /** Virtual seconds per second. */
  readonly rate: number;
  /** How often a second `onFrame` is called while time goes on. */
  readonly framesPerSecond: number;
  /** Virtual time has gone on. */
  readonly onFrame: () => void;
}

/** What moves the time of a session. */
export interface Clockwork {
  readonly paused: boolean;
  rate: number;
  /** How often a second time is shown, from the next frame on. */
  framesPerSecond: number;
  play(): void;
  pause(): void;
  /** Lets this many virtual seconds pass at once, even while paused. */
  step(seconds: number): void;
}

/** The moments that a session has been at: it can be taken to any of them. */
export interface Past {
  /** How far the branch has come, virtual seconds. */
  readonly presentSeconds: number;
  /** Whether the session is before that. A command there begins a branch. */
  readonly isPast: boolean;
  /** The branch that the session is on. */
  readonly branch: number;
  /** In the order in which they were begun. */
  readonly branches: readonly BranchView[];
  /** What it takes to be able to go back. */
  readonly memory: {
    readonly bytes: number;
    readonly mostBytes: number;
    readonly checkpoints: number;
  };
  /** How often it has been gone to another moment, where others may do so too. */
  readonly jumps?: number | undefined;
  /**
   * Goes to that virtual time, or to the present if that is before it. What happens on the way
   * there from the state that was kept is told to observers again.
   */
  seek(seconds: number): Later<void>;
  /** Goes to the present of a branch. */
  switchTo(branch: number): Later<void>;
  /** Begins a branch that goes so, and takes it to the virtual time at which the session is. */
  begin(way: Way): Later<void>;
  /**
   * Looks for a moment of the branch and goes there; when there is none, to where it was. Until it
   * is done the session is at other moments, and each value is the virtual time it has come to.
   * Undefined: its moments cannot be gone through.
   */
  find?(sought: Sought, which: WhichMoment): Generator<number, number | undefined>;
}

/** Where a session stands among its moments. */
export type PastView = Omit<Past, 'seek' | 'switchTo' | 'begin' | 'find'>;

export function pastViewOf(past: Past): PastView {
  const { presentSeconds, isPast, branch, branches, memory, jumps } = past;
  return { presentSeconds, isPast, branch, branches, memory, jumps };
}

/** What is looked for in the past: something that happens, or that comes to hold. */
export type Sought =
  | { readonly types: readonly EventType[]; isIt(event: ClusterEvent): boolean }
  | { holds(view: ClusterView): boolean };

/** The first moment of all, the next one, or the last one before. */
export type WhichMoment = 'first' | 'next' | 'last';

/** One of the futures that a cluster has had. */
export interface BranchView {
  /** 1 is the first. */
  readonly id: number;
  /** Undefined: it begins when the run does. */
  readonly parent: number | undefined;
  /** Until when it is as its parent, virtual seconds. */
  readonly sinceSeconds: number;
  readonly endSeconds: number;
  /** The first command in which it differs; undefined: none. */
  readonly first: Command | undefined;
}
