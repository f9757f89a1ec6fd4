import { setTimeout as wait } from 'node:timers/promises';
import { printable } from '../../base/printable.js';
import { UserError } from '../../base/user-error.js';
import { JOB_NAME, type JobReport, jobName } from '../../live/job.js';
import { writtenIn } from '../../live/job-output.js';
import type { Found } from '../../live/mover.js';
import { type JobNodes, type JobOptions, withNodes } from '../jobs/job-nodes.js';
import { PassedSignals } from '../jobs/passed-signals.js';
import { complain, passOn, print } from '../output.js';

export interface RunJobOptions extends JobOptions {
  readonly lock?: boolean;
  readonly detach?: boolean;
  /** How much nicer than whoever starts it. */
  readonly nice: number;
}

export interface RecoverOptions extends JobOptions {
  /** Nodes of which the user says that whatever they had of the job is lost. */
  readonly lost?: string;
}

/** Seconds between two looks at what a job has written. */
const FOLLOW_SECONDS = 0.5;

/**
 * Starts a command so that it can be moved, follows its output, and ends with its exit status.
 * @returns the exit code
 */
export async function runJob(words: readonly string[], options: RunJobOptions): Promise<number> {
  if (words.length === 0) throw new UserError('name the command: live run -- COMMAND...');
  return await withNodes(options, async (nodes) => {
    const node = nodes.calls.nodes[0]!;
    const job = jobName(words[0]!, Date.now().toString(36));
    const run = { verb: 'run', node, words: [job, String(options.nice), process.cwd(), ...words] };
    const started = await nodes.answer(run);
    if (started.kind !== 'yes') throw new UserError(`${nodes.name(node)}: ${started.reason}`);
    if (options.lock === true) await nodes.answer({ verb: 'lock', node, words: [job, 'yes'] });
    if (options.detach === true) {
      print(`${job}\n`);
      return 0;
    }
    complain(`job ${job} at ${nodes.name(node)}`);
    return await follow(job, nodes);
  });
}

/** Follows what a job writes, from its beginning, until it ends. */
export async function jobOutput(job: string, options: JobOptions): Promise<number> {
  return await withNodes(options, async (nodes) => await follow(named(job), nodes));
}

/** Moves a job to a host: prints what became of it. */
export async function moveJobTo(job: string, to: string, options: JobOptions): Promise<number> {
  return await withNodes(options, async (nodes) => {
    const target = nodes.id(to);
    const found = await nodes.recover(named(job));
    if (found.kind === 'doubt') throw new UserError(`${job}: ${found.reason}`);
    const { at, report } = found;
    if (at === undefined) throw unknown(job);
    if (report!.exit !== undefined) throw new UserError(`${job} has ended`);
    if (at === target) throw new UserError(`${job} is at ${to} already`);
    const outcome = await nodes.move(job, at, target);
    if (outcome.kind === 'moved') print(`${job} moved from ${nodes.name(at)} to ${to}\n`);
    else if (outcome.kind === 'stayed')
      complain(`${job} stays at ${nodes.name(at)}: ${outcome.reason}`);
    else if (outcome.kind === 'doubt')
      complain(`${job} is in doubt: ${outcome.reason}: live recover ${job}`);
    return outcome.kind === 'moved' ? 0 : outcome.kind === 'stayed' ? 1 : 2;
  });
}

/** Ends what interrupted moves have left, of one job or of all. */
export async function recoverJobs(
  job: string | undefined,
  options: RecoverOptions,
): Promise<number> {
  return await withNodes(options, async (nodes) => {
    const lost = new Set(options.lost?.split(',') ?? []);
    const { names, isWhole } =
      job === undefined ? await nodes.jobs() : { names: [named(job)], isWhole: true };
    let exitCode = isWhole ? 0 : 2;
    for (const name of names) {
      const found = await nodes.recover(name, lost);
      if (found.kind === 'doubt') exitCode = 2;
      print(`${name}  ${stateWords(found, nodes)}\n`);
    }
    return exitCode;
  });
}

/** Ends a job wherever it is, and forgets it. */
export async function dropJob(job: string, options: JobOptions): Promise<number> {
  return await withNodes(options, async (nodes) => {
    const reports = await nodes.look(named(job));
    if (reports.size === nodes.calls.nodes.length && ![...reports.values()].some(isThere)) {
      throw unknown(job);
    }
    const answers = await Promise.all(
      nodes.calls.nodes.map(async (node) => ({
        node,
        answer: await nodes.answer({ verb: 'drop', node, words: [job] }),
      })),
    );
    for (const { node, answer } of answers) {
      if (answer.kind !== 'yes') complain(`${nodes.name(node)}: ${answer.reason}`);
    }
    return answers.every(({ answer }) => answer.kind === 'yes') ? 0 : 1;
  });
}

/** Whether a node has something of a job, be it what a move has left. */
function isThere({ home, arriving }: JobReport): boolean {
  return home !== '' || arriving !== undefined;
}

function unknown(job: string): UserError {
  return new UserError(`no host knows a job ${job}: name all hosts where it may be with --on`);
}

function stateWords(found: Found, nodes: JobNodes): string {
  if (found.kind === 'doubt') return `in doubt: ${found.reason}`;
  if (found.at === undefined) return 'no host knows it';
  const { exit, cell } = found.report!;
  const where = nodes.name(found.at);
  if (exit !== undefined) return `ended at ${where} with exit status ${exit}`;
  return cell === 'none' ? `ended at ${where}` : `runs at ${where}`;
}

function named(job: string): string {
  if (JOB_NAME.test(job)) return job;
  throw new UserError(`a job has a name such as awk-mb3k9x; got "${printable(job)}"`);
}

/** Prints what a job writes, wherever it goes, until it ends; then it is forgotten everywhere. */
async function follow(job: string, nodes: JobNodes): Promise<number> {
  let node: number | undefined;
  const read = { out: 0, err: 0 };
  const signals = new PassedSignals(job, nodes);
  for (;;) {
    node ??= await whereabouts(job, nodes);
    signals.passTo(node);
    const words = [job, String(read.out), String(read.err)];
    const printed = await nodes.printed({ verb: 'output', node, words });
    const written = writtenIn(printed);
    if (written === undefined || written.state === 'moving') node = undefined;
    if (written !== undefined) {
      passOn(written.out, written.err);
      read.out += written.out.length;
      read.err += written.err.length;
      if (written.state === 'gone') throw new UserError(`${job} was ended with its node`);
      if (/^\d+$/.test(written.state)) return await end(job, nodes, Number(written.state));
    }
    signals.passTo(node);
    await wait(FOLLOW_SECONDS * 1000);
  }
}

/** What its last move has left is ended before the job is forgotten. */
async function end(job: string, nodes: JobNodes, status: number): Promise<number> {
  const found = await nodes.recover(job);
  if (found.kind === 'doubt') {
    complain(`${job} has ended, but is kept: ${found.reason}: live drop ${job}`);
  } else if (found.at !== undefined) {
    await nodes.answer({ verb: 'drop', node: found.at, words: [job] });
  }
  return status;
}

async function whereabouts(job: string, nodes: JobNodes): Promise<number> {
  for (let patience = 240; ; patience--) {
    const reports = await nodes.look(job);
    const known = [...reports].filter(([, { home }]) => home !== '');
    const here = known.find(
      ([, { leaving, arriving, cell, exit }]) =>
        leaving === undefined && arriving === undefined && (cell !== 'none' || exit !== undefined),
    );
    if (here !== undefined) return here[0];
    if (known.length === 0 && reports.size === nodes.calls.nodes.length) {
      throw unknown(job);
    }
    if (patience === 0) throw new UserError(`${job} is in doubt: mtop-sim live recover ${job}`);
    await wait(FOLLOW_SECONDS * 1000);
  }
}
