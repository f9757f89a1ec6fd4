import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../src/scenario/problem.js';
import { parse } from '../scenario/parse-text.js';
import { codeOf, readDocument } from './markdown.js';

const document = readDocument('docs/scenario.md');
const words = new Set(codeOf(document).flatMap((code) => code.match(/[\w-]+/g) ?? []));

// The words that a check names as allowed where something unknown is written.
const NODES = 'nodes: [{ count: 2 }]\n';
const SECTIONS: Readonly<Record<string, string>> = {
  'a scenario': `${NODES}zzz: 1`,
  nodes: 'nodes: [{ zzz: 1 }]',
  'nodes of a map': 'nodes: { map: m, zzz: 1 }',
  'nodes of a CSV file': 'nodes: { csv: n, zzz: 1 }',
  network: `${NODES}network: { zzz: 1 }`,
  'a class of ways': `${NODES}network: { classes: [{ zzz: 1 }] }`,
  omdiscd: `${NODES}omdiscd: { zzz: 1 }`,
  periods: `${NODES}periods: { zzz: 1 }`,
  openmosix: `${NODES}openmosix: { zzz: 1 }`,
  migration: `${NODES}migration: { zzz: 1 }`,
  memory: `${NODES}memory: { zzz: 1 }`,
  kernel: `${NODES}kernel: { zzz: 1 }`,
  'a source of processes': `${NODES}workload: [{ work: 1s, zzz: 1 }]`,
  arrivals: `${NODES}workload: [{ work: 1s, arrivals: { zzz: 1 } }]`,
  'a trace': `${NODES}workload: [{ swf: f, zzz: 1 }]`,
  'a profile': `${NODES}workload: [{ work: 1s, profile: { zzz: 1 } }]`,
  'a fault': `${NODES}faults: [{ zzz: 1 }]`,
  'a stranger': `${NODES}strangers: [{ zzz: 1 }]`,
  claims: `${NODES}strangers: [{ address: 10.0.0.9, claims: { zzz: 1 } }]`,
  'the timeline': `${NODES}timeline: [{ zzz: 1 }]`,
};
const CHOICES: Readonly<Record<string, string>> = {
  commands: `${NODES}timeline: [{ at: 1s, do: zzz }]`,
  signals: `${NODES}timeline: [{ at: 1s, do: kill, pid: 1, signal: zzz }]`,
  'reasons to stay': `${NODES}workload: [{ work: 1s, cantmove: zzz }]`,
  profiles: `${NODES}workload: [{ work: 1s, profile: zzz }]`,
  files: `${NODES}workload: [{ work: 1s, profile: { files: zzz } }]`,
  'kinds of fault': `${NODES}faults: [{ kind: zzz }]`,
  'ways of discovery': `${NODES}discovery: zzz`,
};

describe('docs/scenario.md', () => {
  it.each(Object.entries(SECTIONS))('has every key of %s', (_, text) => {
    const keys = said(text, /unknown key.*\(allowed: ([^)]*)\)/);
    expect(keys.filter((key) => !words.has(key))).toEqual([]);
  });

  it.each(Object.entries(CHOICES))('has all %s', (_, text) => {
    const choices = said(text, /must be (.*), got "zzz"/).filter((word) => /^\w[\w-]*$/.test(word));
    expect(choices.filter((word) => !words.has(word))).toEqual([]);
  });
});

/** The words of what a problem of the scenario lists. At least one. */
function said(text: string, list: RegExp): readonly string[] {
  const parsed = parse(text);
  const problems = parsed.ok ? '' : parsed.problems.map(formatProblem).join('\n');
  const found = list.exec(problems)?.[1]?.split(/, | or /) ?? [];
  expect(found, problems).not.toEqual([]);
  return found;
}
