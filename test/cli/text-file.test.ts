import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readHead, readTextFile } from '../../src/cli/files/text-file.js';
import { hostName } from '../../src/cli/host-name.js';
import { openScenario } from '../../src/cli/opening/open-scenario.js';
import { isRecording } from '../../src/cli/opening/open-to-watch.js';
import { shippedFile, shippedNames, shippedPath } from '../../src/cli/shipped.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe('a text that is read as a whole', () => {
  const at = (name: string, text: string | Buffer) => {
    const file = join(temporaryFolder(), name);
    writeFileSync(file, text);
    return file;
  };

  it('has as many bytes as it may have at most, and no more', () => {
    const file = at('a', 'x'.repeat(2049));
    expect(readTextFile(file, 2049)).toBe('x'.repeat(2049));
    expect(() => readTextFile(file, 2048)).toThrow(
      /^it is longer than 2\.0KB, the most that is read$/,
    );
    expect(() => readTextFile(file, 2048, 'cut it')).toThrow(/the most that is read; cut it$/);
  });

  it('may be longer than what is read at once', () => {
    const text = Array.from({ length: 40_000 }, (_, index) => `${index}\n`).join('');
    expect(text.length).toBeGreaterThan(2 * 65_536);
    expect(readTextFile(at('a', text), 1e6)).toBe(text);
    expect(readTextFile(at('a', 'x'.repeat(65_536)), 1e6)).toHaveLength(65_536);
    expect(readTextFile(at('a', ''), 1e6)).toBe('');
  });

  it('is not read from a device that never ends, whose size is 0', () => {
    expect(() => readTextFile('/dev/zero', 1024)).toThrow('it is longer than 1.0KB');
  });

  it('says why it cannot be read', () => {
    const folder = temporaryFolder();
    expect(() => readTextFile(join(folder, 'none'), 9)).toThrow(/^no such file or directory$/);
    expect(() => readTextFile(folder, 9e9)).toThrow(/^it is a directory, not a file$/);
    expect(() => readTextFile(at('a', Buffer.from([0xff])), 9)).toThrow(/UTF-8/);
  });

  it('has a head of 64 bytes, or none where it is no file', () => {
    const folder = temporaryFolder();
    expect(readHead(at('a', `${'x'.repeat(64)}y`))).toBe('x'.repeat(64));
    expect(readHead(at('a', 'short'))).toBe('short');
    expect(readHead(at('a', Buffer.from([0xe9])))).toBe('é');
    expect([readHead(folder), readHead(join(folder, 'none')), readHead('/dev/zero')]).toEqual([
      ...['', '', ''],
    ]);
    expect([isRecording(folder), isRecording(join(folder, 'none'))]).toEqual([false, false]);
  });
});

describe('a scenario is found', () => {
  const TEXT = 'nodes: [{ count: 2 }]\nworkload: [{ work: 1s }]\n';

  it('by its path, or its name among those that are shipped', () => {
    const folder = temporaryFolder({ 'mine.yaml': TEXT, 'mine.YML': TEXT, plain: TEXT });
    for (const name of ['mine.yaml', 'mine.YML', 'plain']) {
      expect(openScenario(join(folder, name), {}).nodes).toHaveLength(2);
    }
    expect(openScenario('two-nodes', {}).nodes).toHaveLength(2);
    expect(shippedNames()).toContain('two-nodes');
    expect([...shippedNames()].sort()).toEqual(shippedNames());
  });

  it.each([
    ['two-node', /^there is no scenario "two-node".*two-nodes.*\(shipped: .*auckland, .*\.yaml\)$/],
    ['/none/x', /^scenario \/none\/x: no such file or directory$/],
    ['none.yaml', /^scenario none\.yaml: no such file or directory$/],
  ])('or not, which is said: %s', (name, sentence) => {
    expect(() => openScenario(name, {})).toThrow(sentence);
  });

  it('with one problem or several, each with its line', () => {
    const folder = temporaryFolder({ one: `${TEXT}polcy: none\n`, two: `${TEXT}a: 1\nb: 2\n` });
    const [one, two] = ['one', 'two'].map((name) => join(folder, name));
    expect(() => openScenario(one!, {})).toThrow(`scenario ${one} has a problem:\n  `);
    expect(() => openScenario(two!, {})).toThrow(`scenario ${two} has 2 problems:\n  `);
  });

  it('is no longer than 200 KB', () => {
    const long = (bytes: number) => `${TEXT}#${'x'.repeat(bytes - TEXT.length - 2)}\n`;
    const folder = temporaryFolder({ most: long(204_800), more: long(204_801) });
    expect(openScenario(join(folder, 'most'), {}).nodes).toHaveLength(2);
    expect(() => openScenario(join(folder, 'more'), {})).toThrow(
      /longer than 200KB, .*; many processes can stand in a CSV file/,
    );
  });

  it('with nodes of a file: host k is node k + 1, of speed 10000 times its own', () => {
    const folder = temporaryFolder({ 'n.csv': 'host,cores,speed\n0,2,1\n1,8,0.5\n' });
    const { nodes } = openScenario('two-nodes', { nodes: join(folder, 'n.csv') });
    expect(
      nodes.map(({ id, name, cpus, threads, speed }) => [id, name, cpus, threads, speed]),
    ).toEqual([
      [1, 'node1', 2, 1, 10_000],
      [2, 'node2', 8, 1, 5000],
    ]);
    expect(openScenario('two-nodes', { nodes: 5 }).nodes).toHaveLength(5);
  });
});

it('a file of the program has a name that says nothing of where that is installed', () => {
  expect(shippedPath(shippedFile('auckland'))).toBe('mtop-sim/config/auckland.yaml');
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'config'));
  symlinkSync(shippedFile('auckland'), join(folder, 'config/auckland.yaml'));
  expect(shippedPath(join(folder, 'config/auckland.yaml'))).toBeUndefined();
  expect(shippedPath(shippedFile('auckland').replace('/config/', '/configs/'))).toBeUndefined();
});

it.each([
  ['ana', true],
  ['ana@cm1', true],
  ['192.168.0.1', true],
  ['fe80::1%eth0', true],
  ['_x', true],
  ['A9', true],
  ['', false],
  ['-oProxyCommand=x', false],
  ['a b', false],
  ['a;b', false],
  ['@a', false],
  ['a\n', false],
])('a host is named so, or not: %j', (written, isGood) => {
  if (isGood) expect(hostName(written)).toBe(written);
  else
    expect(() => hostName(written)).toThrow(/^a host is a name that ssh knows, such as .*; got "/);
});
