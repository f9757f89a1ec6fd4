import { type Later, whenKnown } from '../base/later.js';
import { UserError } from '../base/user-error.js';
import type { Answer, Command } from '../cluster/facts/command.js';
import type { ClusterEvent } from '../cluster/facts/event.js';
import { Pace, type PaceOptions } from '../session/pace.js';
import type { Clockwork, Session } from '../session/session.js';
import type { DashboardOptions, SettingsFile } from './dashboard-options.js';
import { charsetOf } from './drawing/charset.js';
import type { Effect, Message } from './message.js';
import { type Notice, offerNotice, refusalNotice, shownMilliseconds } from './notice.js';
import { type Sample, sampleOf } from './past/sample.js';
import { replyTo } from './replies.js';
import { savedScreen, savedSettings } from './saving.js';
import type { ScenarioChoice, ScenarioShelf } from './scenarios.js';
import { DEFAULT_SETTINGS } from './settings.js';
import { type DashboardState, initialState } from './state.js';
import { backgroundOf } from './terminal/background.js';
import { Terminal } from './terminal/terminal.js';
import { type ColourDepth, colourDepthOf, themeOf } from './terminal/theme.js';
import { withTour } from './tour/tour-acts.js';
import { Travels } from './travels.js';
import { update } from './update.js';
import { screenFrame } from './views/screen.js';

/**
 * Shows a session on the terminal of this process until the user or a signal ends it.
 * Needs a terminal at standard input and output.
 * @returns the exit code: 0, 1 after an error, 128 + signal
 */
export function startDashboard(options: DashboardOptions): Promise<number> {
  return new Promise((resolve) => {
    new Dashboard(options, resolve);
  });
}

/** Carries messages to `update` and its effects to the session, the pace and the terminal. */
class Dashboard {
  #state: DashboardState;
  #events: ClusterEvent[] = [];
  #noticeTimer: NodeJS.Timeout | undefined;
  readonly #travels: Travels;
  readonly #terminal: Terminal;
  #pace: Clockwork;
  #session: Session;
  #unsubscribe: () => void;
  readonly #scenarios: ScenarioShelf | undefined;
  #hasEnded = false;
  readonly #depth: ColourDepth;
  readonly #settingsFile: SettingsFile | undefined;
  readonly #options: DashboardOptions;

  readonly #finish: (exitCode: number) => void;

  constructor(options: DashboardOptions, finish: (exitCode: number) => void) {
    this.#finish = finish;
    this.#options = options;

    const { session, rate, environment, readOnly = false, settings = DEFAULT_SETTINGS } = options;
    const { framesPerSecond } = settings;
    const charset = charsetOf(environment, options);
    const background = backgroundOf(environment);
    this.#depth = colourDepthOf(environment);
    this.#settingsFile = options.settingsFile;
    this.#scenarios = options.scenarios;
    this.#session = session;
    this.#unsubscribe = session.subscribe((event) => this.#keep(event));
    // What begins now is there in the first frame.
    session.advance(session.view().now);
    this.#travels = new Travels({
      session: () => this.#session,
      pause: () => this.#pace.pause(),
      look: () => this.#sample(),
      arrive: (type) => this.#receive({ type, sample: this.#newSample() }),
      receive: (message) => this.#receive(message),
    });
    this.#terminal = new Terminal({
      theme: themeOf(this.#depth, settings.theme, background),
      charset,
      frame: () => screenFrame(this.#state),
      onMessage: (message) => this.#receive(message),
      onEnd: (exitCode) => this.#end(exitCode),
    });
    this.#pace = this.#begun(session, { rate, framesPerSecond });
    this.#state = initialState({
      info: session.info,
      size: this.#terminal.size,
      charset,
      readOnly,
      rate,
      sample: this.#newSample(),
      settings,
      background,
    });
    if (options.tour !== undefined) this.#state = withTour(this.#state, options.tour);
    if (options.offersTour) {
      const words = 'new here? type :tour and Enter to be shown around in a minute and a half';
      this.#state = { ...this.#state, notice: offerNotice(words) };
      this.#expireLater(this.#state.notice);
    }
    if (options.problem !== undefined) {
      this.#state = { ...this.#state, notice: refusalNotice(options.problem) };
    }
    this.#terminal.requestFrame();
    options.onWarnings?.((said) => this.#receive({ type: 'warned', said }));
    options.onLoss?.(() => this.#lose());
  }

  /** Lets the time of a session go on, or joins those who do. */
  #begun(session: Session, pace: Pick<PaceOptions, 'rate' | 'framesPerSecond'>): Clockwork {
    const options = { ...pace, onFrame: () => this.#sample() };
    if (session.beginTime !== undefined) return session.beginTime(options);
    const begun = new Pace(session, options);
    begun.play();
    return begun;
  }

  #receive(message: Message): void {
    const { state, effects } = update(this.#state, message);
    const before = this.#state;
    this.#state = state;
    this.#applySettings(before, state);
    if (state.notice?.text !== before.notice?.text) this.#expireLater(state.notice);
    this.#travels.onDialog(state.dialog);
    this.#travels.onGain(state.gain);
    for (const effect of effects) this.#carryOut(effect);
    // After many commands at once one sample is enough.
    if (effects.some(({ type }) => type === 'send')) this.#sample();
    this.#terminal.requestFrame();
  }

  #applySettings(before: DashboardState, { settings, background }: DashboardState): void {
    const { theme, framesPerSecond } = settings;
    if (theme !== before.settings.theme || background !== before.background) {
      this.#terminal.useTheme(themeOf(this.#depth, theme, background));
    }
    if (settings !== before.settings) this.#pace.framesPerSecond = framesPerSecond;
  }

  /** A message leaves after some seconds, also while time is paused. */
  #expireLater(notice: Notice | undefined): void {
    clearTimeout(this.#noticeTimer);
    if (notice === undefined) return;
    const { text } = notice;
    this.#noticeTimer = setTimeout(
      () => this.#receive({ type: 'expired', text }),
      shownMilliseconds(notice),
    );
  }

  /** Its own refusal is the answer and needs no event line of its own. */
  #send(command: Command): Later<Answer> {
    return whenKnown(this.#session.send(command), (answer) => {
      if (!answer.accepted) this.#events = this.#events.filter(({ type }) => type !== 'refused');
      return answer;
    });
  }

  #carryOut(effect: Effect): void {
    const reply = replyTo(effect, this.#session, (command) => this.#send(command));
    if (reply !== undefined) {
      // What became of all of them is said last: what happened meanwhile would take its place.
      if (effect.type === 'send-all') this.#sample();
      whenKnown(reply, (message) => this.#receive(message));
      return;
    }
    switch (effect.type) {
      case 'save-settings':
        this.#receive(savedSettings(effect.settings, this.#settingsFile));
        return;
      case 'pace':
        this.#pace.rate = effect.rate;
        if (effect.paused) this.#pace.pause();
        else this.#pace.play();
        return;
      case 'step':
        this.#pace.step(effect.seconds);
        return;
      case 'run-ahead':
      case 'compare':
      case 'measure-gain':
      case 'seek':
      case 'switch-branch':
      case 'begin-branch':
      case 'find':
        this.#travels.carryOut(effect);
        return;
      case 'save-screen':
        this.#receive(
          savedScreen(effect, this.#state, { ...this.#options, session: this.#session }),
        );
        return;
      case 'list-scenarios':
        this.#receive({ type: 'scenarios', cards: this.#scenarios?.cards() ?? [] });
        return;
      case 'start-scenario':
        void this.#startScenario(effect.choice);
        return;
      case 'suspend':
        this.#terminal.suspend();
        return;
      case 'redraw':
        this.#terminal.redraw();
        return;
      case 'quit':
        this.#terminal.close();
        this.#options.onQuit?.(this.#state);
        this.#end(0);
    }
  }

  async #startScenario(choice: ScenarioChoice): Promise<void> {
    try {
      if (this.#scenarios === undefined) throw new UserError('no other scenario can be started');
      const session = await this.#scenarios.open(choice);
      if (!this.#hasEnded) this.#show(session);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#receive({ type: 'not-opened', problem: error.message });
    }
  }

  /** Another run takes the place of the one shown, and its time goes on. */
  #show(session: Session): void {
    this.#pace.pause();
    this.#unsubscribe();
    this.#events = [];
    this.#session = session;
    this.#unsubscribe = session.subscribe((event) => this.#keep(event));
    session.advance(session.view().now);
    const { rate, settings } = this.#state;
    this.#pace = this.#begun(session, { rate, framesPerSecond: settings.framesPerSecond });
    this.#receive({ type: 'opened', sample: this.#newSample() });
  }

  /** Where others have gone to another moment, or begun another run, the screen goes with them. */
  #sample(): void {
    const sample = this.#newSample();
    const before = this.#state.sample;
    const isThere = sample.past?.jumps === before.past?.jumps;
    const type = isThere ? 'sampled' : 'travelled';
    this.#receive({ type: sample.run === before.run ? type : 'opened', sample });
  }

  #newSample(): Sample {
    const events = this.#events;
    this.#events = [];
    const { paused, rate } = this.#pace;
    return { ...sampleOf(this.#session, events), time: { paused, rate } };
  }

  #keep(event: ClusterEvent): void {
    this.#events.push(event);
    if (this.#events.length > 2 * MOST_EVENTS) this.#events = this.#events.slice(-MOST_EVENTS);
  }

  /** The cluster is gone: there is nothing to show any more. */
  #lose(): void {
    if (this.#hasEnded) return;
    this.#terminal.close();
    this.#end(1);
  }

  #end(exitCode: number): void {
    this.#hasEnded = true;
    clearTimeout(this.#noticeTimer);
    this.#travels.end();
    this.#pace.pause();
    this.#unsubscribe();
    this.#finish(exitCode);
  }
}

const MOST_EVENTS = 5000;
