import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCsv } from '../../dist/lab/report/csv-table.js';

/** Another trace in place of NASA's, which must not be copied here; it lies outside the project. */
const TRACE = fileURLToPath(new URL('../../../shared/traces/hpc2n-cut.swf', import.meta.url));

const STUDY = `
scenario: ./trace.yaml
measure: { metrics: [meanSlowdown, jobSlowdown], samples: none }
replications: 1
`;

/** @type {Record<number, import('./run.mjs').RunCheck>} */
export const TRACES = {
  17: (check, studies) => {
    const file = process.env.CHECKS_TRACE ?? TRACE;
    if (!existsSync(file)) {
      check.words('a trace by job', file, 'it is not here (CHECKS_TRACE names one)', false);
      return;
    }
    const jobs = jobsOf(readFileSync(file, 'utf8'));
    const count = (of) => jobs.reduce((total, job) => total + of(job), 0);
    const processes = count(({ processors }) => processors);
    const seconds = count((job) => job.processors * job.seconds);
    const scenario = `
nodes: [{ count: 120, cpus: 2, speed: 10000, memory: 1TB }]
policy: none
information: perfect
workload: [{ swf: ${JSON.stringify(file)}, home: round-robin }]
`;
    studies.write({ 'trace.yaml': scenario });
    const words = ['run', 'trace.yaml', '--replications', '1', '--samples', 'trace.csv', '--json'];
    const { status, stderr } = studies.mtop(...words);
    if (status !== 0) throw new Error(stderr);
    const rows = readCsv(studies.read('trace.csv'));
    const name = basename(file);
    const inTrace = `${jobs.length} jobs, ${processes} processes, ${Math.round(seconds)} s`;
    const numbers = new Set(rows.map((row) => row.text('job'))).size;
    const work = rows.reduce((total, row) => total + row.number('work'), 0);
    const found = `${numbers} jobs, ${rows.length} processes, ${Math.round(work)} s`;
    check.words(`${name} (not NASA's, which is not here), as its lines say`, inTrace, found);
    const [byProcess, byJob] = slowdownsOf(rows);
    const results = studies.run('trace', STUDY);
    const [ofProcesses, ofJobs] = ['meanSlowdown', 'jobSlowdown'].map(
      (metric) => results.values(metric)[0],
    );
    check.near('mean slowdown by process, beside the samples', byProcess, ofProcesses);
    check.near('mean slowdown by job, beside the samples', byJob, ofJobs);
  },
};

/**
 * The jobs of a trace in the Standard Workload Format that have a run time and processors.
 *
 * @param {string} text
 */
function jobsOf(text) {
  return text
    .split('\n')
    .filter((line) => /^\s*\d/.test(line))
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map((fields) => ({ seconds: fields[3], processors: fields[4] > 0 ? fields[4] : fields[7] }))
    .filter(({ seconds, processors }) => seconds > 0 && processors > 0);
}

/**
 * Mean slowdown by process; and by job, which lasts from its arrival to its last process and needs
 * alone what the longest of them does. CPUs are of speed 10000.
 *
 * @param {readonly import('../../dist/lab/report/csv-table.js').CsvRow[]} rows
 */
function slowdownsOf(rows) {
  const jobs = new Map();
  let total = 0;
  for (const row of rows) {
    const [work, response] = [row.number('work'), row.number('completion') - row.number('arrival')];
    total += response / work;
    const job = jobs.get(row.text('job')) ?? { work: 0, response: 0 };
    const longest = { work: Math.max(job.work, work), response: Math.max(job.response, response) };
    jobs.set(row.text('job'), longest);
  }
  const byJob = [...jobs.values()].reduce((sum, { work, response }) => sum + response / work, 0);
  return [total / rows.length, byJob / jobs.size];
}
