import { tmpdir } from 'node:os';
import { beforeAll, describe, expect, it } from 'vitest';
import { codeOf, readDocument, rowsOf } from './markdown.js';
import { runCommand } from './transcript.js';

/** What a command's options are called, each with the words that it takes; empty: any. */
type Options = ReadonlyMap<string, readonly string[]>;

let commands: ReadonlyMap<string, Options>;

// The manual is made from the command line itself.
beforeAll(async () => {
  const { stdout } = await runCommand('mtop-sim man', tmpdir());
  const [, list = ''] = stdout.replaceAll('\\-', '-').split('.SH COMMANDS\n');
  const parts = list.split('.SH ')[0]!.split('.SS ').slice(1);
  commands = new Map(parts.map((part) => [part.split(/ ?[[<\n]/)[0]!, optionsOf(part)]));
});

describe('the table of options', () => {
  const rows = rowsOf(readDocument('docs/commands.md'), '| option | of | meaning |');

  it('has every option of every command, and none that is not there', () => {
    expect(said(rows)).toEqual(known((command) => command !== 'study report'));
  });

  it('names every word that an option takes, but policies, which have a page of their own', () => {
    const missing = [...commands].flatMap(([command, options]) =>
      [...options].flatMap(([option, choices]) => {
        if (option === '--policy' || command === 'study report') return [];
        const row = rows.find(([name]) => name!.startsWith(`\`${option}`))!.join(' | ');
        return choices.filter((choice) => !codeOf(row).includes(choice));
      }),
    );
    expect([...new Set(missing)]).toEqual([]);
  });

  it('has those of study report on the page of the report', () => {
    const own = rowsOf(readDocument('docs/report.md'), '| option | what it does |');
    const names = own.map(([name]) => codeOf(name!)[0]!.split(' ')[0]!);
    expect(names.sort()).toEqual([...commands.get('study report')!.keys()].sort());
  });
});

/** "--rate of serve": what the program has. */
function known(isMeant: (command: string) => boolean): readonly string[] {
  const all = [...commands].filter(([command]) => isMeant(command));
  return all
    .flatMap(([command, options]) => [...options.keys()].map((option) => `${option} of ${command}`))
    .sort();
}

/** The same of the rows of the table. */
function said(rows: readonly (readonly string[])[]): readonly string[] {
  return rows
    .flatMap(([option, of]) => {
      const name = codeOf(option!)[0]!.split(' ')[0]!;
      return commandsOf(of!).map((command) => `${name} of ${command}`);
    })
    .sort();
}

const WRAPPERS = ['nomig', 'runhome', 'runon', 'cpujob', 'iojob', 'nodecay', 'slowdecay'];
const STARTERS = ['mosrun', ...WRAPPERS, 'fastdecay'];
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  'all eight': 'dashboard run compare inevitable snapshot explain mosctl serve'.split(' '),
  'mosrun and its wrappers': STARTERS,
  tools: ['migrate', ...STARTERS, 'mps', 'mosmon', 'setpe', 'showmap'],
};

/** "live run, output": what stands behind a command of two words may be the second of another one. */
function commandsOf(of: string): readonly string[] {
  let first = '';
  return of.split(', ').flatMap((name) => {
    const below = `${first} ${name}`;
    const command = commands.has(below) ? below : name;
    first = command.includes(' ') ? command.split(' ')[0]! : '';
    return GROUPS[command] ?? [command];
  });
}

function optionsOf(part: string): Options {
  const found = part.matchAll(/^\.TP\n.*\\fB(--[a-z-]+)\\fR.*\n(.*)$/gm);
  return new Map(
    [...found]
      .filter(([, option]) => option !== '--help' && option !== '--version')
      .map(([, option, about]) => {
        const [, choices] = /One of ([^.]*)\.$/.exec(about!) ?? [];
        return [option!, choices?.split(', ') ?? []];
      }),
  );
}
