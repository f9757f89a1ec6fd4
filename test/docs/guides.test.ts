import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MEASURES } from '../../src/lab/measures.js';
import { keymapMarkdown } from '../../src/tui/keymap.js';
import { blocksOf, codeOf, ROOT, readDocument } from './markdown.js';
import { type Result, runCommand, type Step, stepsOf } from './transcript.js';

/** Documents whose commands are run, and whose tables are made from the program. */
const NAMES = [
  'README.md',
  ...['keys', 'commands', 'scenarios', 'policies', 'figures', 'studies'].map(inDocs),
];
const documents = new Map(NAMES.map((name) => [name, readDocument(name)]));
const whole = [...documents.values()].join('\n');
const blocks = [...documents.values()].flatMap(blocksOf);
const steps = [...documents].flatMap(([name, document]) =>
  blocksOf(document)
    .filter(({ language }) => language === 'console')
    .flatMap(({ text }) => stepsOf(text))
    .map((step) => ({ name, step })),
);
const results = new Map<Step, Result>();
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mtop-sim-'));
  for (const { name, text } of blocks) if (name) writeFileSync(join(folder, name), text);
  const waiting = steps.values();
  const runRest = async () => {
    for (const { step } of waiting) results.set(step, await runCommand(step.command, folder));
  };
  await Promise.all([runRest(), runRest()]);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe('the README', () => {
  it('can be read in a few minutes', () => {
    expect(readDocument('README.md').split('\n').length).toBeLessThanOrEqual(200);
  });

  it('opens with the moving picture', () => {
    const [first] = readDocument('README.md').matchAll(/!\[.*\]\((.*)\)/g);
    expect(first![1]).toBe('docs/screens/spreading.svg');
    expect(readDocument('docs/screens/spreading.svg')).toContain('step-end infinite');
  });

  it('knows how many scenarios there are', () => {
    const [, count] = /the (\d+) shipped scenarios/.exec(readDocument('README.md'))!;
    expect(Number(count)).toBe(shippedScenarios().length);
  });
});

describe('the documents', () => {
  it('have commands of every kind', () => {
    const kinds = new Set(steps.map(({ step }) => step.command.split(' ')[1]));
    expect([...kinds].sort()).toEqual([
      ...[
        'check',
        'compare',
        'explain',
        'inevitable',
        'list',
        'mosctl',
        'run',
        'snapshot',
        'study',
      ],
    ]);
  });

  it.each(steps)('$name has a command that works: $step.command', ({ step }) => {
    expect(results.get(step)).toMatchObject({ exitCode: 0 });
  });

  it('have a policy of at most 20 lines', () => {
    const policy = blocks.find(({ language }) => language === 'js')!;
    expect(policy.text.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  });

  it('have a policy that starts one of two processes on the other one of two nodes', async () => {
    const { name } = blocks.find(({ language }) => language === 'js')!;
    const { stdout } = await runCommand(`mtop-sim run two-nodes --policy ${name} --json`, folder);
    const { policy, utilisation } = JSON.parse(stdout);
    // One of the CPUs would be idle.
    expect([policy, Math.round(100 * utilisation)]).toEqual(['threshold', 100]);
  });

  it('explain every measure of a study', () => {
    const text = documents.get(inDocs('studies'))!;
    for (const { key } of MEASURES) expect(codeOf(text), key).toContain(key);
  });

  it('explain every key of the JSON', () => {
    const { step } = steps.find(({ step }) => step.command.endsWith(' --json'))!;
    expect(tableCodes('| key | meaning |').sort()).toEqual(
      keysOf(JSON.parse(results.get(step)!.stdout)).sort(),
    );
  });

  // `npx vitest run test/docs -u` writes it anew.
  it.each(NAMES)(
    '%s shows keys, scenarios and the output of commands as they are',
    async (name) => {
      await expect(renewed(name)).toMatchFileSnapshot(`../../${name}`);
    },
  );
});

function inDocs(name: string): string {
  return `docs/${name}.md`;
}

/** A document with keys, scenarios and the output of every command that shows some. */
function renewed(name: string): string {
  let text = filled(documents.get(name)!, 'keys', keymapMarkdown());
  text = filled(text, 'scenarios', scenariosMarkdown());
  for (const { name: place, step } of steps) {
    const { stdout, exitCode } = results.get(step)!;
    if (place !== name || step.output === '' || exitCode !== 0) continue;
    text = text.replace(`$ ${step.command}\n${step.output}`, () => `$ ${step.command}\n${stdout}`);
  }
  return text;
}

/** The text with other content between "<!-- name: ... -->" and "<!-- end of name -->". */
function filled(text: string, name: string, content: string): string {
  const place = new RegExp(`(<!-- ${name}: .*-->\\n)[\\s\\S]*?(<!-- end of ${name} -->)`);
  return text.replace(place, (_, start, end) => `${start}${content}\n${end}`);
}

/** Every scenario of config/ with what it says of itself. */
function scenariosMarkdown(): string {
  const rows = shippedScenarios().map((file) => {
    const [, about] = /^about: (.*)$/m.exec(readDocument(`config/${file}`))!;
    return `| \`${file.replace(/\.yaml$/, '')}\` | ${about} |`;
  });
  return ['| scenario | what it shows |', '| --- | --- |', ...rows].join('\n');
}

function shippedScenarios(): readonly string[] {
  return readdirSync(`${ROOT}config`)
    .filter((file) => file.endsWith('.yaml'))
    .sort();
}

/** What stands in backticks in the first column of the table with that head. */
function tableCodes(head: string): string[] {
  const [, after = ''] = whole.split(head);
  const table = after.split('\n\n')[0]!;
  return table.split('\n').flatMap((row) => codeOf(row.split(' | ')[0]!));
}

/** "processes.arrived", "nodes[]": the keys of a JSON object, one level into its maps. */
function keysOf(document: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(document).flatMap(([key, value]) => {
    if (Array.isArray(value)) return [`${key}[]`];
    if (typeof value !== 'object' || value === null) return [key];
    return Object.keys(value).map((inner) => `${key}.${inner}`);
  });
}
