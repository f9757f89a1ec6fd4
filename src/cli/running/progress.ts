import { printable } from '../../base/printable.js';
import { formatClock } from '../../base/units.js';
import type { ClusterView } from '../../cluster/facts/view.js';
import { writeControl } from '../output.js';

/** A line on standard error, when that is a terminal, that says how far a run has come. */
export class Progress {
  readonly #shown: boolean;
  readonly #end: number;
  #drawnMs = 0;

  /** @param end virtual time of the end, seconds; Infinity: at the last process */
  constructor(end: number, wanted: boolean) {
    this.#shown = wanted && process.stderr.isTTY === true;
    this.#end = end;
  }

  /** Redraws the line, at most five times a second. */
  update(view: ClusterView): void {
    if (!this.#shown || performance.now() - this.#drawnMs < 200) return;
    this.#drawnMs = performance.now();
    const line = progressLine(view, this.#end, process.stderr.columns || 80);
    writeControl(`\r\u001b[K${printable(line)}`);
  }

  clear(): void {
    if (this.#shown && this.#drawnMs > 0) writeControl('\r\u001b[K');
  }
}

/** "[=====     ]  50 %  0:30:00  120 alive, 900 completed", never wider than the terminal. */
export function progressLine({ now, totals }: ClusterView, end: number, columns: number): string {
  const counts = `${formatClock(now)}  ${totals.alive} alive, ${totals.completed} completed`;
  const part = end === Number.POSITIVE_INFINITY ? undefined : Math.min(1, now / end);
  return `${part === undefined ? '' : `${bar(part)}  `}${counts}`.slice(0, columns - 1);
}

/** A line on standard error, when that is a terminal, that says how many runs are done. */
export class RunsProgress {
  readonly runs: number;
  readonly #shown: boolean;
  #done = 0;

  constructor(runs: number, wanted: boolean) {
    this.runs = runs;
    this.#shown = wanted && process.stderr.isTTY === true;
  }

  get done(): number {
    return this.#done;
  }

  /** One more is done. */
  step(): void {
    this.#done++;
    const text = `${bar(this.#done / this.runs)}  ${this.#done} of ${this.runs} runs`;
    if (this.#shown) writeControl(`\r\u001b[K${text.slice(0, (process.stderr.columns || 80) - 1)}`);
  }

  clear(): void {
    if (this.#shown && this.#done > 0) writeControl('\r\u001b[K');
  }
}

const BAR_COLUMNS = 20;

function bar(part: number): string {
  const filled = '='.repeat(Math.round(part * BAR_COLUMNS)).padEnd(BAR_COLUMNS);
  return `[${filled}] ${String(Math.floor(part * 100)).padStart(3)} %`;
}
