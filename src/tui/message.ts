import type { Answer, Command } from '../cluster/facts/command.js';
import type { Question } from '../cluster/facts/question.js';
import type {
  ComparedView,
  FutureView,
  GainView,
  NoGain,
  Outlook,
  Way,
} from '../session/futures.js';
import type {
  Explanation,
  Forecast,
  HeardLoad,
  LastDecision,
  LoadMessage,
  Sought,
  WhichMoment,
} from '../session/session.js';
import type { Background, Size } from './drawing/frame.js';
import type { Sample } from './past/sample.js';
import type { SavedForm } from './prompt/save-words.js';
import type { ScenarioCard, ScenarioChoice } from './scenarios.js';
import type { Settings } from './settings.js';

/** What reaches the dashboard from the terminal and from the session. */
export type Message =
  | { readonly type: 'key' /** `a`, `C-c`, `up`, `enter`, ... */; readonly key: string }
  | {
      readonly type: 'mouse';
      /** drag: moved with a button held, move: with none. */
      readonly action: 'press' | 'release' | 'drag' | 'move' | 'wheel-up' | 'wheel-down';
      readonly column: number;
      readonly row: number;
      /** Whether the press is the second one of a double click. */
      readonly double?: boolean;
    }
  | { readonly type: 'paste'; readonly text: string }
  /** The terminal has said what its background is. */
  | { readonly type: 'background'; readonly background: Background }
  | { readonly type: 'resized'; readonly size: Size }
  | { readonly type: 'sampled'; readonly sample: Sample }
  /** The session has gone to another moment; the events are those told on the way. */
  | { readonly type: 'travelled'; readonly sample: Sample }
  /** How far a search through the past has come, virtual seconds. */
  | { readonly type: 'searching'; readonly at: number }
  /** What was looked for is not in the past. */
  | { readonly type: 'not-found'; readonly sample: Sample }
  /** How far a future has come that is run ahead. */
  | { readonly type: 'future'; readonly index: number; readonly future: FutureView }
  /** How far two branches have been run in step. */
  | { readonly type: 'compared'; readonly compared: ComparedView }
  /** How much of what could be gained has been, or why that is not defined. */
  | { readonly type: 'gained'; readonly gain: GainView | NoGain }
  | { readonly type: 'answered'; readonly command: Command; readonly answer: Answer }
  | {
      readonly type: 'answered-all';
      readonly answers: readonly { readonly command: Command; readonly answer: Answer }[];
    }
  /** What mosctl answers. */
  | { readonly type: 'told'; readonly question: Question; readonly answer: Answer }
  /** Something outside has gone wrong, and the dashboard goes on. */
  | { readonly type: 'warned'; readonly said: string }
  /** What the event line says has stood there long enough. */
  | { readonly type: 'expired'; readonly text: string }
  /** The settings have been written; `problem` says why not. */
  | { readonly type: 'saved'; readonly file: string; readonly problem: string | undefined }
  /** The scenarios that can be started. */
  | { readonly type: 'scenarios'; readonly cards: readonly ScenarioCard[] }
  /** Another run has taken the place of the one shown. */
  | { readonly type: 'opened'; readonly sample: Sample }
  | { readonly type: 'not-opened'; readonly problem: string }
  /** What nodes believe, by believer. */
  | { readonly type: 'heard'; readonly heard: ReadonlyMap<number, readonly HeardLoad[]> }
  | { readonly type: 'overheard'; readonly messages: readonly LoadMessage[] }
  | { readonly type: 'forecast'; readonly pid: number; readonly forecasts: readonly Forecast[] }
  | {
      readonly type: 'explained';
      readonly pid: number;
      readonly explanation: Explanation | undefined;
    }
  | {
      readonly type: 'decided';
      readonly node: number;
      readonly decision: LastDecision | undefined;
    };

/** What `update` asks of the outside; the answers come back as messages. */
export type Effect =
  | { readonly type: 'send'; readonly command: Command }
  | { readonly type: 'send-all'; readonly commands: readonly Command[] }
  | { readonly type: 'ask'; readonly question: Question }
  | { readonly type: 'save-settings'; readonly settings: Settings }
  | { readonly type: 'forecast'; readonly pid: number }
  /** Asks why a process is where it is. */
  | { readonly type: 'explain'; readonly pid: number }
  /** Asks what each of the nodes believes. */
  | { readonly type: 'hear'; readonly nodes: readonly number[] }
  /** Asks for the load messages of the last seconds. */
  | { readonly type: 'overhear'; readonly seconds: number }
  /** Asks what a node decided last. */
  | { readonly type: 'decide'; readonly node: number }
  | { readonly type: 'pace'; readonly paused: boolean; readonly rate: number }
  | { readonly type: 'step'; readonly seconds: number }
  /** To that virtual time, or to the present if that is before it. */
  | { readonly type: 'seek'; readonly seconds: number }
  | { readonly type: 'switch-branch'; readonly branch: number }
  /** Looks for a moment of the past, and goes there. */
  | { readonly type: 'find'; readonly sought: Sought; readonly which: WhichMoment }
  | {
      readonly type: 'save-screen';
      readonly file: string;
      readonly form: SavedForm;
      /** Whether a file that is there may be written over. */
      readonly overwrites: boolean;
    }
  /** Runs the session ahead; one thing at a time. */
  | {
      readonly type: 'run-ahead';
      readonly outlook: Outlook;
      /** Whether it begins only when no key has followed for a moment. */
      readonly isPatient?: boolean;
    }
  | { readonly type: 'compare'; readonly branches: readonly [number, number] }
  /** Runs again what has happened, to measure captured gain. */
  | { readonly type: 'measure-gain' }
  /** Begins a branch that goes so. */
  | { readonly type: 'begin-branch'; readonly way: Way }
  | { readonly type: 'list-scenarios' }
  | { readonly type: 'start-scenario'; readonly choice: ScenarioChoice }
  | { readonly type: 'suspend' }
  | { readonly type: 'redraw' }
  | { readonly type: 'quit' };
