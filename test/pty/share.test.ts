import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { clock, started } from '../support/driven.js';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'mtop-sim-share-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

it(':save writes the screen as a picture, as text and as data, and over nothing', {
  timeout: 120_000,
}, async () => {
  const here = folder();
  const scenario = join(here, 'mine.txt');
  copyFileSync('config/two-nodes.yaml', join(here, 'mine.yaml'));
  copyFileSync('config/two-nodes.yaml', scenario);
  const screen = await started([scenario, '--rate', '10']);
  for (const form of ['svg', 'txt', 'json']) {
    const file = join(here, `screen.${form}`);
    screen.type(`:save ${file}\r`);
    await screen.until(() => existsSync(file), `saved ${form}`);
    await screen.untilText(/saved in/);
  }
  expect(readFileSync(join(here, 'screen.svg'), 'utf8')).toMatch(/^<svg [\s\S]*mtop[\s\S]*<\/svg>/);
  const text = readFileSync(join(here, 'screen.txt'), 'utf8');
  expect(text).toMatch(/PID .*COMMAND/);
  expect(text).not.toContain('save');
  const data = JSON.parse(readFileSync(join(here, 'screen.json'), 'utf8'));
  expect(data.nodes).toHaveLength(2);
  screen.type(`:save ${join(here, 'screen.txt')}\r`);
  await screen.untilText(/is there already: save! /);
  screen.type(`:save! ${scenario}\r`);
  await screen.untilText(/would overwrite the scenario/);
  expect(readFileSync(scenario, 'utf8')).toContain('name: two-nodes');
  screen.type(`:save! ${join(here, 'screen.txt')}\r`);
  await screen.untilText(/saved in/);
  screen.type(`:save ${join(here, 'none', 'x.txt')}\r`);
  await screen.untilText(/cannot write .*x\.txt/);
  screen.type(':save x.png\r');
  await screen.untilText('use: save FILE.svg|FILE.txt|FILE.json');
});

it('a card is left at the end: what happened, and how to see it again', {
  timeout: 120_000,
}, async () => {
  const screen = await started(['two-nodes', '--seed', '7', '--rate', '20']);
  await screen.until(() => clock(screen) >= 20, 'came to 20 s');
  screen.type('q');
  expect(await screen.exited()).toBe(0);
  expect(screen.atShell).toBe(true);
  expect(screen.text).toMatch(/^two-nodes, policy openmosix \(gossip\), seed 7$/m);
  expect(screen.text).toMatch(/^ {2}migrations +1, \d+M moved$/m);
  expect(screen.text).toMatch(/^ {2}balance +\d+% at the end$/m);
  expect(screen.text).toMatch(/^ {2}again +mtop-sim two-nodes --seed 7$/m);
});
