import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keymapMarkdown } from '../../src/tui/keymap.js';
import { blocksOf, codeOf, ROOT, readDocument } from './markdown.js';
import { type Result, runCommand, type Step, stepsOf } from './transcript.js';

const readme = readDocument('README.md');
const blocks = blocksOf(readme);
const steps = blocks
  .filter(({ language }) => language === 'console')
  .flatMap(({ text }) => stepsOf(text));
const results = new Map<Step, Result>();
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mtop-sim-'));
  for (const { name, text } of blocks) if (name) writeFileSync(join(folder, name), text);
  await Promise.all(
    steps.map(async (step) => results.set(step, await runCommand(step.command, folder))),
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the README', () => {
  it('has commands of every kind', () => {
    const kinds = new Set(steps.map(({ command }) => command.split(' ')[1]));
    expect([...kinds].sort()).toEqual(['check', 'explain', 'list', 'run', 'snapshot']);
  });

  it.each(steps)('has a command that works: $command', (step) => {
    expect(results.get(step)).toMatchObject({ exitCode: 0 });
  });

  it('has a policy of at most 20 lines', () => {
    const policy = blocks.find(({ language }) => language === 'js')!;
    expect(policy.text.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  });

  it('has a policy that moves one of two processes on one of two nodes', async () => {
    const { name } = blocks.find(({ language }) => language === 'js')!;
    const { stdout } = await runCommand(`mtop-sim run two-nodes --policy ${name} --json`, folder);
    expect(JSON.parse(stdout)).toMatchObject({ policy: 'threshold', migrations: 1 });
  });

  it('explains every key of the JSON', () => {
    const step = steps.find(({ command }) => command.endsWith(' --json'))!;
    expect(tableCodes('| key | meaning |').sort()).toEqual(
      keysOf(JSON.parse(results.get(step)!.stdout)).sort(),
    );
  });

  it('explains every option, and none that is not there', async () => {
    const helps = ['', 'run ', 'snapshot ', 'explain '].map((word) => `mtop-sim ${word}--help`);
    const known = (await Promise.all(helps.map((help) => runCommand(help, folder))))
      .flatMap(({ stdout }) => stdout.match(/--[a-z]+/g) ?? [])
      .filter((option) => option !== '--help' && option !== '--version');
    const explained = tableCodes('| option | of | meaning |').map((code) => code.split(' ')[0]!);
    expect([...new Set(explained)].sort()).toEqual([...new Set(known)].sort());
  });

  // `npx vitest run test/docs -u` writes it anew.
  it('shows the keys and scenarios as they are and the output of its commands', async () => {
    await expect(renewed()).toMatchFileSnapshot('../../README.md');
  });
});

/** The README with keys, scenarios and the output of every command that shows some. */
function renewed(): string {
  let text = filled(readme, 'keys', keymapMarkdown());
  text = filled(text, 'scenarios', scenariosMarkdown());
  for (const step of steps.filter(({ output }) => output !== '')) {
    const { command, output } = step;
    const { stdout } = results.get(step)!;
    text = text.replace(`$ ${command}\n${output}`, () => `$ ${command}\n${stdout}`);
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
  const rows = readdirSync(`${ROOT}config`)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => {
      const [, about] = /^about: (.*)$/m.exec(readDocument(`config/${file}`))!;
      return `| \`${file.replace(/\.yaml$/, '')}\` | ${about} |`;
    });
  return ['| scenario | what it shows |', '| --- | --- |', ...rows].join('\n');
}

/** What stands in backticks in the first column of the table with that head. */
function tableCodes(head: string): string[] {
  const [, after = ''] = readme.split(head);
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
