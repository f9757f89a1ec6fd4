import { readdirSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/kernel/random.js';
import { scenarioSchema } from '../../../src/scenario/schema/scenario-fields.js';
import { readYaml, type Value } from '../../../src/scenario/yaml-tree.js';
import { policies } from '../../../src/scheduler/policies/registry.js';
import { mutated } from '../../fuzz/mutate.mjs';
import { LONG } from '../../support/replications.js';
import { parse } from '../parse-text.js';

const SHIPPED = new URL('../../../config/', import.meta.url);
const BAD = new URL('../../fixtures/bad-scenarios/', import.meta.url);

const accepts = new Ajv({ allowUnionTypes: true }).compile(scenarioSchema(['none', 'openmosix']));
const acceptsShipped = new Ajv({ allowUnionTypes: true }).compile(
  scenarioSchema(policies.map(({ name }) => name)),
);

/** What a schema cannot say, and the bad scenarios that are wrong in this only. */
const BEYOND: Readonly<Record<string, readonly string[]>> = {
  'that a name or a number is taken': [
    ...['discovery-id-twice.yaml', 'node-id-twice.yaml', 'node-name-twice.yaml'],
  ],
  'which nodes, sites and files there are': [
    ...['nodes-csv-missing.yaml', 'nodes-map-unreadable.yaml', 'timeline-migrate.yaml'],
    ...['timeline-node.yaml', 'topology-no-sites.yaml'],
    ...['workload-files.yaml', 'workload-home.yaml', 'workload-host-node.yaml'],
    ...['map-missing.yaml', 'map-of-node.yaml', 'map-unnamed.yaml'],
  ],
  'that values do not fit each other': [
    ...['discovery-id-zero.yaml', 'ht-gain.yaml', 'node-address.yaml', 'nodes-map-omdiscd.yaml'],
    ...['nodes-too-many.yaml', 'threads-too-many.yaml', 'workload-range.yaml'],
    ...['timeline-parallel.yaml', 'timeline-parallel-run.yaml', 'swf-window.yaml'],
  ],
  'what can be steered': ['timeline-steering.yaml'],
  'how much memory a run would take': [
    ...['memory-crowd.yaml', 'memory-tables.yaml', 'openmosix-vector.yaml'],
  ],
  'what is no YAML': ['yaml-documents.yaml', 'yaml-tab.yaml'],
};

const silent = Object.values(BEYOND).flat();

describe('the schema of scenario files', () => {
  it.each(yamlIn(SHIPPED))('takes the shipped %s', (file) => {
    expect(complaints(acceptsShipped, readFileSync(new URL(file, SHIPPED), 'utf8'))).toEqual([]);
  });

  it.each(yamlIn(BAD))('refuses the bad %s, unless it cannot know', (file) => {
    const text = readFileSync(new URL(file, BAD), 'utf8');
    expect(complaints(accepts, text).length === 0).toBe(silent.includes(file));
  });

  it('says no word of its own about the files of the list', () => {
    expect(silent.filter((file) => !yamlIn(BAD).includes(file))).toEqual([]);
  });

  const count = LONG ? 3000 : 300;
  it(`refuses nothing that the check takes, of ${count} files with mistakes`, () => {
    const random = new Random(1);
    const below = (limit: number) => random.below(limit);
    const files = yamlIn(SHIPPED).map((file) => readFileSync(new URL(file, SHIPPED)));
    let taken = 0;
    for (let number = 0; number < count; number++) {
      const text = mutated(files[below(files.length)]!, below).toString('utf8');
      if (!parse(text).ok) continue;
      taken++;
      expect(complaints(accepts, text), text).toEqual([]);
    }
    expect(taken).toBeGreaterThan(count / 20);
  });
});

function yamlIn(folder: URL): readonly string[] {
  return readdirSync(folder).filter((file) => /\.ya?ml$/.test(file));
}

/** What the schema says against a text. */
function complaints(schema: ValidateFunction, text: string): readonly string[] {
  const { root } = readYaml(text, () => {});
  schema(plain(root));
  return (schema.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function plain(value: Value): unknown {
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'list') return value.items.map(plain);
  return Object.fromEntries(value.entries.map(({ key, value: inner }) => [key, plain(inner)]));
}
