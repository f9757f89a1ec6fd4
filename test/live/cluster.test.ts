import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mtop } from '../support/command-line.js';
import { LiveCluster, whyNoNodes } from '../support/live-cluster.js';

const reason = whyNoNodes('nodes');
if (reason !== undefined) console.info(`test/live/cluster.test.ts is skipped: ${reason}`);

/** What a cluster of tests could leave on this machine. */
function traces(name: string): readonly string[] {
  const processes = readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => wordsOf(pid).includes(`/var/tmp/${name}/`));
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n');
  const groups = spawnSync('find', ['/sys/fs/cgroup', '-maxdepth', '2', '-name', `${name}*`]);
  return [
    ...processes,
    ...mounts.filter((mount) => mount.includes(name)),
    ...groups.stdout.toString().split('\n').filter(Boolean),
    ...readdirSync('/var/tmp').filter((file) => file.startsWith(name)),
    ...['/etc/passwd', '/etc/group'].filter((file) => readFileSync(file, 'utf8').includes(name)),
  ];
}

function wordsOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return '';
  }
}

describe.skipIf(reason !== undefined)('the cluster that tests have', { timeout: 60_000 }, () => {
  it('has nodes with names, pids and files of their own, and leaves nothing when it goes', () => {
    const cluster = new LiveCluster(2);
    onTestFinished(() => cluster.down());
    expect(traces(cluster.name)).toEqual([]);
    const accounts = ['/etc/passwd', '/etc/group', '/etc/shadow'].map((file) =>
      readFileSync(file, 'utf8'),
    );
    const hadRunSshd = existsSync('/run/sshd');
    cluster.up();
    expect(cluster.on('n1', 'hostname; touch /dev/shm/mine; id -u')).toBe('n1\n54321');
    expect(cluster.on('n2', 'hostname; ls /dev/shm; grep CapEff /proc/self/status')).toMatch(
      /^n2\nCapEff:\s0{16}$/,
    );
    expect(cluster.on('n1', 'ssh -o BatchMode=yes n2 hostname')).toBe('n2');
    const pid = cluster.start('n1', 'sleep 5000');
    expect(cluster.on('n1', `cat /proc/${pid}/comm`)).toBe('sleep');
    // Half a CPU is one of half the speed.
    const shapes = (...hosts: string[]) =>
      mtop(['live', 'check', ...hosts], cluster.environment)
        .stdout.split('\n')
        .slice(1, -1)
        .map((line) => line.split(/ +/).slice(3, 5).map(Number));
    const [[, speed] = []] = shapes();
    expect(shapes('n1', 'n2')).toEqual([1, 2].map(() => [1, Math.round(speed! / 2)]));
    expect(cluster.setup('pids', 'n1').split('\n').length).toBeGreaterThanOrEqual(2);
    // Whatever there is when the nodes go: programs of a user, and a job in its cell.
    cluster.start('n2', `sh -c 'trap "" HUP TERM; sleep 5000; : /var/tmp/${cluster.name}/'`);
    const job = ['live', 'run', '--on', 'n1', '--detach', '--', 'sh', '-c'];
    const line = `sleep 5000; : /var/tmp/${cluster.name}/`;
    expect(mtop([...job, line], cluster.environment, { cwd: '/' }).status).toBe(0);
    expect(traces(cluster.name).filter((one) => /^\d+$/.test(one)).length).toBeGreaterThan(6);
    cluster.down();
    expect(traces(cluster.name)).toEqual([]);
    expect(existsSync('/run/sshd')).toBe(hadRunSshd);
    expect(
      ['/etc/passwd', '/etc/group', '/etc/shadow'].map((file) => readFileSync(file, 'utf8')),
    ).toEqual(accounts);
  });
});
