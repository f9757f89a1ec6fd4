import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { whenKnown } from '../../src/base/later.js';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import type { Past, Session } from '../../src/session/session.js';
import { UNICODE } from '../../src/tui/drawing/charset.js';
import { chartLines } from '../../src/tui/drawing/chart-text.js';
import type { Size } from '../../src/tui/drawing/frame.js';
import { type Line, lineText, type Span } from '../../src/tui/drawing/line.js';
import { flatLines } from '../../src/tui/drawing/text.js';
import type { Effect, Message } from '../../src/tui/message.js';
import { sampleOf } from '../../src/tui/past/sample.js';
import { replyTo } from '../../src/tui/replies.js';
import type { ScenarioCard } from '../../src/tui/scenarios.js';
import { type DashboardState, initialState } from '../../src/tui/state.js';
import { update } from '../../src/tui/update.js';
import { screenFrame } from '../../src/tui/views/screen.js';
import type { ViewId } from '../../src/tui/views/view-id.js';

/**
 * A dashboard that is played step by step without a terminal and without a clock, and what it has
 * shown, as text: after each step what it asks of the outside, and the rows that have changed. The
 * colours of those rows are there as a short digest: pictures of them are in docs/screens.
 */
export class Played {
  state: DashboardState;
  readonly #session: Session;
  #events: ClusterEvent[] = [];
  #effects: string[] = [];
  #shown: readonly Line[] = [];
  readonly #told: string[] = [];
  /** Whether only questions are answered: what changes the session is written down, not done. */
  readonly #asksOnly: boolean;

  constructor(session: Session, { asksOnly = false, size = SIZE, ...more }: PlayedOptions = {}) {
    this.#asksOnly = asksOnly;
    this.#session = session;
    session.subscribe((event) => this.#events.push(event));
    const { info } = session;
    const given = { info, size, charset: UNICODE, readOnly: false, rate: 1 };
    this.state = { ...initialState({ ...given, sample: sampleOf(session) }), ...more };
  }

  /** Lets time pass, looking each second. */
  advance(untilSeconds: number): void {
    for (let at = Math.floor(this.#session.view().now) + 1; at <= untilSeconds; at += 1) {
      this.#session.advance(at);
      this.#look();
    }
  }

  /** Plays steps, and tells of each. */
  play(...steps: readonly string[]): this {
    for (const step of steps) {
      this.do(step);
      this.tell(step);
    }
    return this;
  }

  /**
   * A step: a key; words that are typed, after a quote; or `@advance 5`, `@size 80x24`,
   * `@view map`, `@paste text`, and of the mouse `@press text`, where that is on the screen, or `@press 3,4`.
   */
  do(step: string): void {
    const [word, rest = ''] = step.split(/ (.*)/s);
    if (step.startsWith("'")) for (const key of step.slice(1)) this.#key(keyOf(key));
    else if (!step.startsWith('@') || step.length === 1) this.#key(step);
    else if (word === '@advance') this.advance(this.#session.view().now + Number(rest));
    else if (word === '@view') this.state = { ...this.state, view: rest as ViewId };
    else if (word === '@paste') this.receive({ type: 'paste', text: rest });
    else if (word === '@size') {
      const [columns = 0, rows = 0] = rest.split('x').map(Number);
      this.receive({ type: 'resized', size: { columns, rows } });
    } else this.#mouse(word!.slice(1), rest);
  }

  receive(message: Message): void {
    const { state, effects } = update(this.state, message);
    this.state = state;
    for (const effect of effects) this.#carryOut(effect);
  }

  /** Writes down what has become of the screen since it was told of last. */
  tell(step: string): void {
    const lines = linesOf(this.state);
    const changed = lines.flatMap((line, row) => {
      const before = this.#shown[row];
      const isSame = before !== undefined && digestOf([before]) === digestOf([line]);
      return isSame && this.#shown.length === lines.length ? [] : [row];
    });
    const text = changed
      .filter((row) => lineText(this.#shown[row] ?? []) !== lineText(lines[row]!))
      .map((row) => `${String(row).padStart(3)} ${lineText(lines[row]!)}`.trimEnd());
    const colours = changed.map((row) => lines[row]!);
    const digest = changed.length === 0 ? '' : `  ${digestOf(colours)}`;
    this.#told.push(`> ${step}${digest}`, ...this.effects(), ...text);
    this.#shown = lines;
  }

  /** What has been asked of the outside since that was told last. */
  effects(): readonly string[] {
    return this.#effects.splice(0);
  }

  /** Takes the screen as it is for known: only what changes is told. */
  look(): void {
    this.#shown = linesOf(this.state);
  }

  /** All that was told. */
  get text(): string {
    return `${this.#told.join('\n')}\n`;
  }

  /** A line of its own between steps. */
  note(text: string): void {
    this.#told.push(text);
  }

  #key(key: string): void {
    this.receive({ type: 'key', key });
  }

  #mouse(word: string, where: string): void {
    const [, action = '', double] = /^(.*?)(-twice)?$/.exec(word)!;
    const [column, row] = /^\d+,\d+$/.test(where)
      ? where.split(',').map(Number)
      : this.#find(where);
    const at = { column: column!, row: row! };
    this.receive({
      ...{ type: 'mouse', action: action as 'press', ...at },
      ...(double === undefined ? {} : { double: true }),
    });
  }

  #find(text: string): readonly number[] {
    const lines = linesOf(this.state).map(lineText);
    const row = lines.findIndex((line) => line.includes(text));
    if (row < 0) throw new Error(`not on the screen: ${text}\n${lines.join('\n')}`);
    return [lines[row]!.indexOf(text), row];
  }

  #look(): void {
    this.receive({ type: 'sampled', sample: this.#sample() });
  }

  #sample() {
    return sampleOf(this.#session, this.#events.splice(0));
  }

  #carryOut(effect: Effect): void {
    this.#effects.push(
      `  ${JSON.stringify(effect, (_, value) => (value === Infinity ? 'Infinity' : value))}`,
    );
    if (this.#asksOnly && !QUESTIONS.has(effect.type)) return;
    const reply = replyTo(effect, this.#session);
    if (reply !== undefined) whenKnown(reply, (message) => this.receive(message));
    if (effect.type === 'send' || effect.type === 'send-all') this.#look();
    if (effect.type === 'step') this.advance(this.#session.view().now + effect.seconds);
    if (effect.type === 'seek') this.#travel((past) => past.seek(effect.seconds));
    if (effect.type === 'begin-branch') this.#travel((past) => past.begin(effect.way));
    if (effect.type === 'switch-branch') this.#travel((past) => past.switchTo(effect.branch));
    if (effect.type === 'find') this.#search(effect);
    if (effect.type === 'run-ahead') {
      this.#session.futures?.start(effect.outlook, (index, future) =>
        this.receive({ type: 'future', index, future }),
      );
    }
    if (effect.type === 'compare') {
      this.#session.futures?.compare(effect.branches, (compared) =>
        this.receive({ type: 'compared', compared }),
      );
    }
    if (effect.type === 'list-scenarios') this.receive({ type: 'scenarios', cards: CARDS });
    if (effect.type === 'measure-gain') {
      this.#session.futures?.gain((gain) => this.receive({ type: 'gained', gain }));
    }
    if (effect.type === 'save-settings') {
      this.receive({ type: 'saved', file: 'settings.json', problem: undefined });
    }
  }

  #search({ sought, which }: Extract<Effect, { type: 'find' }>): void {
    const { past } = this.#session;
    const search = past?.find?.(sought, which);
    this.#look();
    let found: IteratorResult<number, number | undefined> | undefined = search?.next();
    while (found?.done === false) found = search!.next() as typeof found;
    this.receive({
      type: found?.value === undefined ? 'not-found' : 'travelled',
      sample: this.#sample(),
    });
  }

  #travel(go: (past: Past) => void): void {
    const { past } = this.#session;
    if (past === undefined) return;
    this.#look();
    go(past);
    this.receive({ type: 'travelled', sample: this.#sample() });
  }
}

/** What a dashboard begins with, besides what its session gives. */
export type PlayedOptions = Partial<DashboardState> & { readonly asksOnly?: boolean };

const QUESTIONS: ReadonlySet<Effect['type']> = new Set([
  ...(['forecast', 'explain', 'decide', 'hear', 'overhear'] as const),
]);

const CARDS: readonly ScenarioCard[] = [
  { name: 'herd', about: 'All run to one node', notes: ['At first.', 'Then they go on.'] },
  { name: 'quiet', about: 'Nothing happens', notes: [] },
  { name: 'laboratory', about: 'A bit of everything', notes: ['The one shown.'] },
];

const SIZE: Size = { columns: 80, rows: 24 };

function keyOf(letter: string): string {
  if (letter === ' ') return 'space';
  return /[A-Z]/.test(letter) ? `S-${letter.toLowerCase()}` : letter;
}

/** Without the bytes of states: V8 may write a number in some more or fewer. */
function linesOf(state: DashboardState): readonly Line[] {
  const lines = flatLines(screenFrame(state), (chart) => chartLines(chart, state.charset));
  return lines.map((line) =>
    line.map((one) => ({
      ...one,
      text: one.text.replace(/\d+(?=KB of )/, (digits) => '#'.repeat(digits.length)),
    })),
  );
}

/** Of their texts and styles, however those are divided. */
function digestOf(lines: readonly Line[]): string {
  const joined = lines.map((line) => {
    const spans: Span[] = [];
    for (const { text, style } of line) {
      const before = spans.at(-1);
      if (before === undefined || !isDeepStrictEqual(before.style, style)) {
        spans.push({ text, style });
      } else spans.splice(-1, 1, { text: before.text + text, style });
    }
    return spans;
  });
  return createHash('sha1').update(JSON.stringify(joined)).digest('hex').slice(0, 6);
}
