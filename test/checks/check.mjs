import { studentInterval } from '../../dist/lab/statistics/interval.js';

/**
 * A line of the table: what was to come out, and what did.
 *
 * @typedef {object} Line
 * @property {number} check its number
 * @property {string} what
 * @property {string} expected
 * @property {string} measured
 * @property {string} interval where `expected` lies if the line holds; empty: it is exact
 * @property {boolean} holds
 * @property {boolean} [isFinding] of a paper: where it is not found again, that is no fault
 */

/** What one check says. */
export class Check {
  /** @type {Line[]} */
  lines = [];
  #number;

  /** @param {number} number */
  constructor(number) {
    this.#number = number;
  }

  /**
   * A number that is known to so many digits.
   *
   * @param {string} what
   * @param {{ expected: number, measured: number, digits: number }} figures digits after the point
   */
  exact(what, { expected, measured, digits }) {
    const holds = Math.abs(measured - expected) <= 0.5000001 * 10 ** -digits;
    this.#add(what, `${expected}`, measured.toFixed(digits), '', holds);
  }

  /**
   * A mean of independent runs beside the law: at most three standard errors off.
   *
   * @param {string} what
   * @param {number} expected
   * @param {readonly number[]} values of the runs
   * @param {{ allowance?: number, tells?: number }} [more] how far off the law itself may be; the
   *   half-width of the 95 % interval that must be reached, as a part of `expected`
   */
  law(what, expected, values, { allowance = 0, tells = Number.POSITIVE_INFINITY } = {}) {
    const { mean, halfWidth, deviation, count } = studentInterval(values);
    const error = deviation / Math.sqrt(count);
    const isNear = Math.abs(mean - expected) <= 3 * error + allowance;
    const isNarrow = halfWidth <= tells * Math.abs(expected);
    const interval = `± ${short(halfWidth)} (${count} runs)`;
    this.#add(what, short(expected), short(mean), interval, isNear && isNarrow);
  }

  /**
   * A mean that a table of a study has, beside the law.
   *
   * @param {string} what
   * @param {number} expected
   * @param {import('../../dist/lab/report/csv-table.js').CsvRow} row with n, mean, sd, halfWidth
   */
  mean(what, expected, row) {
    const [count, mean, halfWidth] = ['n', 'mean', 'halfWidth'].map((name) => row.number(name));
    const isNear = Math.abs(mean - expected) <= (3 * row.number('sd')) / Math.sqrt(count);
    const interval = `± ${short(halfWidth)} (${count} runs)`;
    this.#add(what, short(expected), short(mean), interval, isNear);
  }

  /**
   * Two ways to the same number.
   *
   * @param {string} what
   * @param {number} expected
   * @param {number} measured
   */
  near(what, expected, measured) {
    const holds = Math.abs(measured / expected - 1) < 1e-9;
    this.#add(what, `${expected.toFixed(6)}`, measured.toFixed(6), '', holds);
  }

  /**
   * A figure that must lie between two bounds, with its own interval if it has one.
   *
   * @param {string} what
   * @param {{ low?: number, high?: number, measured: number, interval?: string }} figures
   */
  between(what, { low = -Infinity, high = Infinity, measured, interval = '' }) {
    const bounds = [
      low > -Infinity ? `${low}` : undefined,
      high < Infinity ? `${high}` : undefined,
    ];
    const expected =
      bounds[0] === undefined
        ? `at most ${bounds[1]}`
        : bounds[1] === undefined
          ? `at least ${bounds[0]}`
          : `${bounds[0]} to ${bounds[1]}`;
    this.#add(what, expected, short(measured), interval, measured >= low && measured <= high);
  }

  /**
   * A finding of a paper that another workload may not show: what differs is said, and is no fault.
   *
   * @param {string} what
   * @param {{ expected: string, measured: string, holds: boolean, why: string }} found
   */
  finding(what, { expected, measured, holds, why }) {
    const interval = holds ? '' : `not here: ${why}`;
    this.lines.push({
      ...{ check: this.#number, what, expected, measured, interval, holds },
      isFinding: true,
    });
  }

  /**
   * What is said in words.
   *
   * @param {string} what
   * @param {string} expected
   * @param {string} measured holds if it is the same
   * @param {boolean} [holds] or as it says
   */
  words(what, expected, measured, holds = expected === measured) {
    this.#add(what, expected, measured, '', holds);
  }

  /**
   * @param {string} what
   * @param {string} expected
   * @param {string} measured
   * @param {string} interval
   * @param {boolean} holds
   */
  #add(what, expected, measured, interval, holds) {
    this.lines.push({ check: this.#number, what, expected, measured, interval, holds });
  }
}

/** @param {number} value to five digits */
export function short(value) {
  return String(Number(value.toPrecision(5)));
}
