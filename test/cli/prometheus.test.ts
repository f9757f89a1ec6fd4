import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mtop, PROGRAM } from '../support/command-line.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { sleep } from '../support/terminal-driver.js';

const hasPrometheus = ['prometheus', 'promtool'].every(
  (program) => spawnSync(program, ['--version']).status === 0,
);
if (!hasPrometheus) {
  console.info('test/cli/prometheus.test.ts is skipped in part: there is no prometheus here');
}

/** Serves a cluster with its figures. @returns where these are */
async function measured(...words: readonly string[]): Promise<string> {
  const env = { ...process.env, XDG_RUNTIME_DIR: temporaryFolder() };
  const child = spawn(process.execPath, [PROGRAM, 'serve', ...words, '--metrics', '0'], { env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const address = () => /figures are at (\S+)/.exec(said)?.[1];
  for (let turn = 0; turn < 1000 && address() === undefined; turn++) await sleep(10);
  return address()!;
}

/** The figures of an exposition: name with labels, and value. */
function figuresOf(text: string): ReadonlyMap<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.replace(/ \S+$/, ''), Number(/\S+$/.exec(line)![0])]));
}

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { readonly port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('figures for Prometheus', { timeout: 60_000 }, () => {
  it('are those of the cluster, on this computer only', async () => {
    const url = await measured('two-nodes', '--rate', '20');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
    await sleep(1000);
    const answer = await fetch(url);
    expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    const figures = figuresOf(await answer.text());
    // Two endless processes of 20 MB each, one of which has moved: one on each node.
    expect(figures.get('mtop_sim_processes{state="R"}')).toBe(2);
    expect(figures.get('mtop_sim_migrations_total')).toBe(1);
    expect(figures.get('mtop_sim_node_guest_processes{node="2",name="node2"}')).toBe(1);
    expect(figures.get('mtop_sim_node_memory_used_bytes{node="2",name="node2"}')).toBe(
      20 * 1024 ** 2,
    );
    expect(figures.get('mtop_sim_virtual_time_seconds')).toBeGreaterThan(5);
    expect((await fetch(url.replace('metrics', ''))).status).toBe(404);
  });

  it('have a histogram of slowdowns: two processes that share a CPU take twice as long', async () => {
    const file = join(
      temporaryFolder({
        'pair.yaml': `name: pair
policy: none
nodes: [{ count: 1, speed: 10000 }]
workload: [{ home: node1, work: 10s, count: 2 }]
`,
      }),
      'pair.yaml',
    );
    const url = await measured(file, '--rate', '100');
    await sleep(1000);
    const figures = figuresOf(await (await fetch(url)).text());
    const of = (le: string) => figures.get(`mtop_sim_process_slowdown_ratio_bucket{le="${le}"}`);
    expect([of('1.5'), of('3')]).toEqual([0, 2]);
    expect(figures.get('mtop_sim_process_slowdown_ratio_sum')).toBeCloseTo(4, 6);
  });

  it.each([['elsewhere'], ['127.0.0.1:99999'], ['1.2.3.4']])('refuse the address %s', (address) => {
    const { status, stderr } = mtop(['serve', 'two-nodes', '--metrics', address]);
    expect(status).toBe(2);
    expect(stderr).toContain('It must be a port, or an address and a port');
  });

  it('are all that the dashboard of Grafana asks for', async () => {
    const text = await (await fetch(await measured('auckland'))).text();
    const names = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!));
    const panels = JSON.parse(
      readFileSync(new URL('../../docs/grafana.json', import.meta.url), 'utf8'),
    ).panels as readonly { targets: readonly { expr: string }[] }[];
    const asked = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join(' ');
    for (const [name] of asked.matchAll(/\b(mtop_sim|process)_\w+/g)) {
      expect(names).toContain(name.replace(/_bucket$/, ''));
    }
  });

  it.skipIf(!hasPrometheus)('are such that promtool has nothing to say', async () => {
    const input = await (await fetch(await measured('auckland', '--rate', '50'))).text();
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input });
    expect([status, String(stdout), String(stderr)]).toEqual([0, '', '']);
  });

  it.skipIf(!hasPrometheus)(
    'are scraped by a real Prometheus, which knows the load of node 3',
    async () => {
      const target = new URL(await measured('auckland', '--rate', '20')).host;
      const port = await freePort();
      const folder = temporaryFolder();
      const config = join(folder, 'prometheus.yml');
      writeFileSync(
        config,
        `scrape_configs: [{ job_name: mtop, scrape_interval: 1s, static_configs: [{ targets: ["${target}"] }] }]\n`,
      );
      const prometheus = spawn('prometheus', [
        `--config.file=${config}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ]);
      onTestFinished(() => void prometheus.kill('SIGKILL'));
      const query = `http://127.0.0.1:${port}/api/v1/query?query=mtop_sim_node_load{node="3"}`;
      type Answer = { data: { result: { metric: { name: string }; value: [number, string] }[] } };
      let found: Answer['data']['result'] = [];
      for (let turn = 0; turn < 300 && found.length === 0; turn++) {
        await sleep(100);
        const answer = await fetch(query).catch(() => undefined);
        if (answer?.ok) found = ((await answer.json()) as Answer).data.result;
      }
      expect(found).toMatchObject([{ metric: { name: 'cm3', job: 'mtop' } }]);
      expect(Number(found[0]!.value[1])).toBeGreaterThanOrEqual(0);
    },
  );
});
