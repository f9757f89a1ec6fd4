import { RunsPace } from '../../lab/report/runs-pace.js';
import { charsetOf } from '../../tui/drawing/charset.js';
import type { Background } from '../../tui/drawing/frame.js';
import type { Message } from '../../tui/message.js';
import { studyFrame } from '../../tui/study/study-frame.js';
import { pressed, type StudyScreen, scrolled } from '../../tui/study/study-screen.js';
import { backgroundOf } from '../../tui/terminal/background.js';
import { Terminal } from '../../tui/terminal/terminal.js';
import { colourDepthOf, type ThemeName, themeOf } from '../../tui/terminal/theme.js';
import type { WatchedStudy } from '../studies/watched-study.js';

export interface StudyLooks {
  readonly theme: ThemeName;
  /** ASCII even where the locale could do more. */
  readonly ascii: boolean;
}

/**
 * Shows a study that others carry out on the terminal of this process, until the user or a signal
 * ends it.
 * @returns the exit code
 */
export function showStudy(study: WatchedStudy, looks: StudyLooks): Promise<number> {
  return new Promise((resolve) => {
    new ShownStudy(study, looks, resolve);
  });
}

/** As often as the folder is looked at. */
const LOOK_MILLISECONDS = 500;
const WHEEL_ROWS = 3;

class ShownStudy {
  readonly #study: WatchedStudy;
  readonly #theme: ThemeName;
  readonly #terminal: Terminal;
  readonly #pace = new RunsPace();
  readonly #looking: NodeJS.Timeout;
  readonly #finish: (exitCode: number) => void;
  #screen: StudyScreen;

  constructor(study: WatchedStudy, looks: StudyLooks, finish: (exitCode: number) => void) {
    const charset = charsetOf(process.env, looks);
    this.#study = study;
    this.#theme = looks.theme;
    this.#finish = finish;
    this.#terminal = new Terminal({
      theme: this.#themeOn(backgroundOf(process.env)),
      charset,
      frame: () => studyFrame(this.#screen),
      onMessage: (message) => this.#receive(message),
      onEnd: (exitCode) => this.#end(exitCode),
    });
    const { size } = this.#terminal;
    this.#screen = { ...this.#seen(), size, charset, top: 0 };
    this.#looking = setInterval(() => this.#look(), LOOK_MILLISECONDS);
    this.#terminal.requestFrame();
  }

  #themeOn(background: Background | undefined) {
    return themeOf(colourDepthOf(process.env), this.#theme, background);
  }

  #look(): void {
    this.#study.look();
    // A study that was changed may have fewer cells.
    this.#show(scrolled({ ...this.#screen, ...this.#seen() }, 0));
  }

  #seen(): Pick<StudyScreen, 'standing' | 'pace' | 'problem'> {
    const { standing, made, problem } = this.#study;
    const at = performance.now() / 1000;
    this.#pace.look(at, made);
    return { standing, problem, pace: this.#pace.of(standing, at) };
  }

  #receive(message: Message): void {
    if (message.type === 'background') {
      this.#terminal.useTheme(this.#themeOn(message.background));
    } else if (message.type === 'resized') {
      this.#show(scrolled({ ...this.#screen, size: message.size }, 0));
    } else if (message.type === 'mouse') {
      if (message.action === 'wheel-up') this.#show(scrolled(this.#screen, -WHEEL_ROWS));
      if (message.action === 'wheel-down') this.#show(scrolled(this.#screen, WHEEL_ROWS));
    } else if (message.type === 'key') {
      this.#press(message.key);
    }
  }

  #press(key: string): void {
    const next = pressed(this.#screen, key);
    if (next === 'suspend') this.#terminal.suspend();
    else if (next === 'redraw') this.#terminal.redraw();
    else if (next === 'quit') {
      this.#terminal.close();
      this.#end(0);
    } else this.#show(next);
  }

  #show(screen: StudyScreen): void {
    this.#screen = screen;
    this.#terminal.requestFrame();
  }

  #end(exitCode: number): void {
    clearInterval(this.#looking);
    this.#finish(exitCode);
  }
}
