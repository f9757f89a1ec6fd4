import type { EventEmitter } from 'node:events';
import type { Widgets } from 'blessed';
import BlessedScreen from 'blessed/lib/widgets/screen.js';
import type { Charset } from '../drawing/charset.js';
import type { Frame, Size } from '../drawing/frame.js';
import { flatLines } from '../drawing/text.js';
import type { Message } from '../message.js';
import { backgroundIn } from './background.js';
import {
  ASK_BACKGROUND,
  enableMouse,
  fixBlessed,
  InputFilter,
  motionMode,
  PASTE_OFF,
  PASTE_ON,
  type Program,
  restoreTerminal,
} from './blessed-fixes.js';
import { CellPainter, type CellScreen } from './cell-painter.js';
import { ChartDrawing } from './chart-drawing.js';
import type { Theme } from './theme.js';

export interface TerminalOptions {
  readonly theme: Theme;
  readonly charset: Charset;
  /** The frame to be shown now. */
  readonly frame: () => Frame;
  readonly onMessage: (message: Message) => void;
  /** A signal wants the program to end with this exit code. */
  readonly onEnd: (exitCode: number) => void;
}

/**
 * The terminal of this process as a screen: shows frames, turns keys, mouse and resizes into
 * messages.
 */
export class Terminal {
  readonly #input: InputFilter;
  readonly #screen: Screen;
  readonly #program: Program;
  #painter: CellPainter;
  readonly #charts: ChartDrawing;
  readonly #handlers: readonly (readonly [string, () => void])[];
  #state: 'shown' | 'suspended' | 'closed' = 'shown';
  #scheduled = false;
  /** Whether every motion of the mouse is reported. */
  #hovers = false;
  #lastPress: { readonly x: number; readonly y: number; readonly at: number } | undefined;

  readonly #options: TerminalOptions;

  constructor(options: TerminalOptions) {
    this.#options = options;

    fixBlessed();
    this.#input = new InputFilter(process.stdin, {
      onPaste: (text) => options.onMessage({ type: 'paste', text }),
      onAnswer: (text) => {
        const background = backgroundIn(text);
        if (background !== undefined) options.onMessage({ type: 'background', background });
      },
    });
    this.#screen = new BlessedScreen({
      input: this.#input as unknown as NodeJS.ReadStream,
      output: process.stdout,
      fullUnicode: true,
      forceUnicode: options.charset.name === 'unicode',
      resizeTimeout: RESIZE_MILLISECONDS,
    } as Widgets.IScreenOptions) as Screen;
    this.#screen.tput.colors = options.theme.depth;
    this.#program = this.#screen.program as unknown as Program;
    this.#painter = new CellPainter(this.#screen, options.theme);
    this.#charts = new ChartDrawing(options.charset);
    this.#handlers = [
      ...Object.entries(END_SIGNALS).map(
        ([signal, code]) => [signal, () => this.#end(code)] as const,
      ),
      ['SIGCONT', () => this.#resume()],
      ['uncaughtException', () => this.close()],
      ['exit', () => this.close()],
    ];
    // Before others that listen: what they say shall be seen.
    for (const [event, handler] of this.#handlers) {
      (process as EventEmitter).prependListener(event, handler);
    }
    this.#listen();
    enableMouse(this.#program);
    process.stdout.write(PASTE_ON + (options.theme.depth === 0 ? '' : ASK_BACKGROUND));
  }

  get size(): Size {
    return { columns: Math.max(1, this.#program.cols), rows: Math.max(1, this.#program.rows) };
  }

  /** Shows the frame soon, once, however often it was asked for. */
  requestFrame(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#state === 'shown') this.#show(this.#options.frame());
    });
  }

  /** Shows everything in other colours from now on. */
  useTheme(theme: Theme): void {
    this.#painter = new CellPainter(this.#screen, theme);
    this.redraw();
  }

  /** Redraws everything, whatever the terminal shows. */
  redraw(): void {
    this.#screen.alloc();
    this.#painter.forget();
    this.requestFrame();
  }

  /** Gives the terminal back to the shell until the process is continued. */
  suspend(): void {
    if (this.#state !== 'shown') return;
    this.#state = 'suspended';
    this.#leave();
    // The whole group, as the terminal's own Ctrl-Z does: npm and its shell stop as well.
    process.kill(0, 'SIGTSTP');
    // Nothing can continue an orphaned group, so the kernel does not stop it either.
    setTimeout(() => this.#resume(), RESUME_MILLISECONDS);
  }

  /** Leaves the terminal as it was. */
  close(): void {
    if (this.#state === 'closed') return;
    const wasShown = this.#state === 'shown';
    this.#state = 'closed';
    let isAlternate = wasShown;
    try {
      this.#program.disableMouse();
      this.#screen.destroy();
      isAlternate = false;
    } finally {
      restoreTerminal(isAlternate);
      this.#input.close();
      for (const [event, handler] of this.#handlers) process.removeListener(event, handler);
    }
  }

  #show(frame: Frame): void {
    const now = performance.now();
    this.#painter.paint(flatLines(frame, (chart) => this.#charts.lines(chart, now)));
    if (frame.hovers !== this.#hovers) {
      this.#hovers = frame.hovers;
      process.stdout.write(motionMode(frame.hovers));
    }
    this.#screen.draw(0, this.#screen.lines.length - 1);
  }

  #listen(): void {
    const { onMessage } = this.#options;
    this.#program.on('keypress', (_: unknown, key: { full: string }) => {
      // blessed reports the Enter key twice, as `return` and as `enter`.
      if (key.full === 'return') return;
      onMessage({ type: 'key', key: key.full === 'linefeed' ? 'enter' : key.full });
    });
    this.#program.on('mouse', (mouse: BlessedMouse) => {
      const action = mouse.button === 'right' ? undefined : mouseAction(mouse);
      if (action === undefined) return;
      const double = action === 'press' && this.#isSecondPress(mouse);
      onMessage({ type: 'mouse', action, column: mouse.x, row: mouse.y, double });
    });
    // blessed would draw the old frame in the new size.
    this.#program.removeAllListeners('resize');
    this.#program.on('resize', () => {
      if (this.#state !== 'shown') return;
      this.redraw();
      onMessage({ type: 'resized', size: this.size });
    });
    process.stdin.on('end', () => this.#end(END_SIGNALS.SIGHUP));
    process.stdin.on('error', () => this.#end(END_SIGNALS.SIGHUP));
    process.stdout.on('error', () => this.#end(END_SIGNALS.SIGHUP));
  }

  /** Whether a press comes so soon after one at the same cell that the two are a double click. */
  #isSecondPress({ x, y }: BlessedMouse): boolean {
    const before = this.#lastPress;
    const at = performance.now();
    const isSecond =
      before !== undefined &&
      before.x === x &&
      before.y === y &&
      at - before.at <= DOUBLE_CLICK_MILLISECONDS;
    this.#lastPress = isSecond ? undefined : { x, y, at };
    return isSecond;
  }

  #leave(): void {
    if (this.#hovers) process.stdout.write(motionMode(false));
    this.#hovers = false;
    this.#program.disableMouse();
    this.#program.showCursor();
    this.#program.put.keypad_local();
    this.#program.normalBuffer();
    this.#program.flush();
    process.stdout.write(PASTE_OFF);
    this.#input.setRawMode(false);
    this.#input.pause();
  }

  #resume(): void {
    if (this.#state === 'closed') return;
    this.#state = 'shown';
    this.#input.setRawMode(true);
    this.#input.resume();
    this.#program.alternateBuffer();
    this.#program.put.keypad_xmit();
    this.#program.hideCursor();
    enableMouse(this.#program);
    process.stdout.write(PASTE_ON);
    this.redraw();
    this.#options.onMessage({ type: 'resized', size: this.size });
  }

  #end(exitCode: number): void {
    if (this.#state === 'closed') return;
    this.close();
    this.#options.onEnd(exitCode);
  }
}

/** The parts of blessed's screen that its types omit. */
type Screen = Widgets.Screen & CellScreen & { readonly tput: { colors: number } };

const RESIZE_MILLISECONDS = 50;
const RESUME_MILLISECONDS = 300;
const DOUBLE_CLICK_MILLISECONDS = 400;

/** SIGUSR1 among them: else Node would open its debugger and say so over the screen. */
const END_SIGNALS = {
  SIGHUP: 129,
  SIGINT: 130,
  SIGQUIT: 131,
  SIGABRT: 134,
  SIGUSR1: 138,
  SIGUSR2: 140,
  SIGTERM: 143,
} as const;

interface BlessedMouse {
  readonly action: string;
  readonly button: string;
  /** First of all the button and its modifiers as the terminal sent them; not of every event. */
  readonly raw?: readonly [number, ...unknown[]];
  readonly x: number;
  readonly y: number;
}

type MouseAction = Extract<Message, { type: 'mouse' }>['action'];

/**
 * blessed takes a drag, marked by a bit of its own, for a further press, and does not say whether
 * the mouse moved with a button held.
 */
function mouseAction({ action, raw }: BlessedMouse): MouseAction | undefined {
  const [button = 0] = raw ?? [];
  const isMotion =
    (button & MOTION_BIT) !== 0 && (action === 'mousedown' || action === 'mousemove');
  if (!isMotion) return MOUSE_ACTIONS[action];
  return (button & BUTTON_BITS) === BUTTON_BITS ? 'move' : 'drag';
}

const MOTION_BIT = 32;
/** All set: no button. */
const BUTTON_BITS = 3;

const MOUSE_ACTIONS: Readonly<Record<string, MouseAction>> = {
  mousedown: 'press',
  mouseup: 'release',
  wheelup: 'wheel-up',
  wheeldown: 'wheel-down',
};
