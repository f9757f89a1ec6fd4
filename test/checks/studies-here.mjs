import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCsv } from '../../dist/lab/report/csv-table.js';

const BIN = fileURLToPath(new URL('../../bin/mtop-sim.js', import.meta.url));

/** A folder for studies, and what the program says of them. */
export class StudiesHere {
  #folder = mkdtempSync(join(tmpdir(), 'checks-'));

  /** @param {string} name of a file or a folder */
  path(name) {
    return join(this.#folder, name);
  }

  /** @param {Record<string, string>} files by name */
  write(files) {
    for (const [name, text] of Object.entries(files)) writeFileSync(this.path(name), text);
  }

  /** @param {string} name */
  read(name) {
    return readFileSync(this.path(name), 'utf8');
  }

  /** @param {readonly string[]} words of the command line */
  mtop(...words) {
    return spawnSync(process.execPath, [BIN, ...words], {
      encoding: 'utf8',
      cwd: this.#folder,
      maxBuffer: 2 ** 28,
    });
  }

  /** @param {readonly string[]} words of the command line, of a program that goes on by itself */
  start(...words) {
    return spawn(process.execPath, [BIN, ...words], { cwd: this.#folder, stdio: 'ignore' });
  }

  /**
   * Runs a study to its end.
   *
   * @param {string} name of its results
   * @param {string} text of the study file
   */
  run(name, text) {
    this.write({ [`${name}.study.yaml`]: text });
    const words = ['study', 'run', `${name}.study.yaml`, '--out', name, '--quiet'];
    const { status, stderr } = this.mtop(...words);
    if (status !== 0) throw new Error(`${name}: ${stderr}`);
    return new ResultsHere(this, name);
  }

  remove() {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The tables of a study. */
export class ResultsHere {
  #studies;
  #name;

  /**
   * @param {StudiesHere} studies
   * @param {string} name
   */
  constructor(studies, name) {
    this.#studies = studies;
    this.#name = name;
  }

  /**
   * The rows of a table that have these fields.
   *
   * @param {string} table
   * @param {Record<string, string | number>} [fields]
   */
  rows(table, fields = {}) {
    const rows = readCsv(this.#studies.read(`${this.#name}/${table}.csv`));
    return rows.filter((row) =>
      Object.entries(fields).every(([name, value]) => row.text(name) === String(value)),
    );
  }

  /**
   * The means of a metric, by cell.
   *
   * @param {string} metric
   * @param {Record<string, string | number>} [fields]
   */
  means(metric, fields = {}) {
    return this.rows('cells', { ...fields, metric }).map((row) => ({
      mean: row.number('mean'),
      halfWidth: row.number('halfWidth'),
      note: row.text('note'),
    }));
  }

  /**
   * The values of a metric in the runs of a cell.
   *
   * @param {string} metric
   * @param {Record<string, string | number>} [fields]
   */
  values(metric, fields) {
    return this.rows('runs', fields).map((row) => row.number(metric));
  }
}
