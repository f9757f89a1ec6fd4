import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scenarioOf } from './parse-text.js';

const folder = new URL('../../config/', import.meta.url);

function shipped(name: string) {
  return scenarioOf(readFileSync(new URL(`${name}.yaml`, folder), 'utf8'), `config/${name}.yaml`);
}

describe('a shipped scenario', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  const names = files.map((file) => file.replace(/\.yaml$/, ''));

  it.each(names)('%s has no problems, says what it is about and has an end', (name) => {
    const scenario = shipped(name);
    expect(scenario.name).toBe(name);
    expect(scenario.about).not.toBe('');
    expect(scenario.untilSeconds).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  it('auckland is the reference cluster: 14 processors and 28 GB seen as one server', () => {
    const { nodes } = shipped('auckland');
    expect(nodes.map(({ id, name }) => [id, name])).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((id) => [id, `cm${id}`]),
    );
    expect(nodes.reduce((sum, { cpus }) => sum + cpus, 0)).toBe(14);
    expect(nodes.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0)).toBe(28 * 1024 ** 3);
    expect(nodes.every(({ speed, htAware }) => speed === 28000 && !htAware)).toBe(true);
  });

  it('hyper-threading and hyper-threading-aware differ in htAware only', () => {
    const unaware = shipped('hyper-threading');
    const aware = shipped('hyper-threading-aware');
    expect(unaware.nodes.map(({ htAware }) => htAware)).toEqual([false, false]);
    expect(aware).toEqual({
      ...unaware,
      name: aware.name,
      about: aware.about,
      nodes: unaware.nodes.map((node) => ({ ...node, htAware: true })),
    });
  });

  it('two-nodes starts two endless processes on one of two equal nodes', () => {
    const { nodes, workload } = shipped('two-nodes');
    expect(nodes.map(({ cpus, speed }) => [cpus, speed])).toEqual([
      [1, 10000],
      [1, 10000],
    ]);
    expect(workload).toMatchObject([{ home: 1, count: 2, work: { value: Infinity } }]);
  });
});
