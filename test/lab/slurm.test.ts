import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallStudy } from '../support/small-study.js';

const SETUP = new URL('./setup-slurm.sh', import.meta.url).pathname;
const BIN = new URL('../../bin/mtop-sim.js', import.meta.url).pathname;
const STUDY = `
factors: { rho: [0.5, 0.8], information: [perfect, gossip] }
measure: { warmUp: 100 processes, watch: 4000 processes, metrics: [meanSlowdown] }
replications: 6
compare: { to: { information: perfect } }
`;

/**
 * Why there is no Slurm here, in one sentence; undefined: there is. It is asked for, since it takes a
 * quarter of a minute: MTOP_SLURM=1, or `require` where the test must be possible.
 */
function whyNoSlurm(): string | undefined {
  const { MTOP_SLURM } = process.env;
  if (MTOP_SLURM === 'require') return undefined;
  if (MTOP_SLURM === undefined) return 'a Slurm cluster is started where MTOP_SLURM=1 asks for it';
  if (process.getuid?.() !== 0) return 'only root starts nodes of Slurm';
  const missing = ['slurmctld', 'slurmd', 'sbatch', 'munged'].find(
    (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0,
  );
  return missing && `there is no ${missing}: test/lab/setup-slurm.sh install`;
}

const reason = whyNoSlurm();
if (reason !== undefined) console.info(`test/lab/slurm.test.ts is skipped: ${reason}`);

describe.skipIf(reason !== undefined)('on a Slurm cluster', () => {
  let folder: string;
  let cluster: string;

  beforeAll(() => {
    ({ folder } = smallStudy(STUDY));
    cluster = join(folder, 'cluster');
    execFileSync(SETUP, ['up', cluster, '3'], { stdio: 'inherit' });
  }, 60_000);

  afterAll(() => {
    execFileSync(SETUP, ['down', cluster]);
    rmSync(folder, { recursive: true });
  });

  const run = (command: string, ...words: readonly string[]) =>
    execFileSync(command, words, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, SLURM_CONF: join(cluster, 'slurm.conf') },
    });
  const study = (...words: readonly string[]) => run(process.execPath, BIN, 'study', ...words);

  /** All files but the times. */
  const filesOf = (name: string) => {
    const names = readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' });
    const files = names.filter((file) => /\.\w+$/.test(file) && !file.includes('timing'));
    return files.sort().map((file) => [file, readFileSync(join(folder, name, file), 'utf8')]);
  };

  const until = async (what: () => boolean) => {
    while (!what()) await new Promise((resolve) => setTimeout(resolve, 50));
  };

  it('an array gives the bytes of one process, though a node is lost and its task queued again', async () => {
    study('run', 'small.study.yaml', '--out', 'alone', '--quiet');
    mkdirSync(join(folder, 'logs'));
    writeFileSync(
      join(folder, 'go.sh'),
      study('slurm', 'small.study.yaml', '--out', 'array', '--array', '3'),
    );
    run('bash', 'go.sh');
    // Its node is lost while a task has made some of its runs; what the task still does goes on.
    const runs = join(folder, 'array/runs/1-of-3.jsonl');
    await until(() => spawnSync('test', ['-s', runs]).status === 0);
    const [node] = run('squeue', '-h', '-t', 'running', '-o', '%K %N').match(/(?<=^0 )\S+/m)!;
    process.kill(Number(readFileSync(join(cluster, `slurmd-${node}.pid`), 'utf8')), 'SIGKILL');
    run('scontrol', 'update', `nodename=${node}`, 'state=down', 'reason=lost');
    await until(() => run('squeue', '-h').trim() === '');
    expect(run('scontrol', 'show', 'job')).toContain('Restarts=1');
    expect(filesOf('array')).toEqual(filesOf('alone'));
  }, 240_000);
});
