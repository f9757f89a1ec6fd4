import { Command, Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { bashCompletion } from '../../../src/cli/shells/bash.js';
import { fishCompletion } from '../../../src/cli/shells/fish.js';
import { manPage } from '../../../src/cli/shells/man-page.js';
import { wordTree } from '../../../src/cli/shells/word-tree.js';
import { zshCompletion } from '../../../src/cli/shells/zsh.js';

/** A small program with everything that the real one has. */
function program(): Command {
  const prog = new Command('prog')
    .description('does it')
    .version('1.2.3', '-V, --version', 'show it');
  prog
    .command('show', { isDefault: true })
    .description("shows it; what it is isn't said")
    .argument('[scenario]', 'what is shown', 'auckland')
    .addOption(new Option('--policy <name>', 'of those').default('none'))
    .addOption(new Option('-n, --count <number>', 'so many').default(1, '1'))
    .addOption(new Option('--form <form>', 'one of two').choices(['a', 'b: c']))
    .option('--out <file>', 'where it goes')
    .option('--check [events]', 'now and then')
    .option('--no-record', 'without "it"')
    .addOption(new Option('--secret', 'for nobody').hideHelp());
  const study = prog.command('study').description('many of them');
  study
    .command('run')
    .argument('<file>', 'a study')
    .description('run it')
    .option('--dry', 'do nothing');
  study
    .command('merge')
    .argument('<file>')
    .argument('<folder...>', 'all of them')
    .description('put together');
  prog.command('migrate').description('move it').argument('<pid>').argument('<node>');
  prog.command('attach').description('join it').argument('[cluster]');
  prog
    .command('list')
    .addArgument(prog.createArgument('<what>').choices(['x', 'y']))
    .description('list');
  prog.command('names', { hidden: true }).argument('<what>');
  return prog;
}

const NAMES = { scenarios: ['auckland', 'herd'], policies: ['none', 'jsq'], tools: ['migrate'] };

describe('what shells and man say of a program, as it was looked at last: -u writes it anew', () => {
  const tree = wordTree(program(), NAMES);

  it.each([
    ['words', `${JSON.stringify(tree, null, 1)}\n`],
    ['bash', bashCompletion(tree)],
    ['fish', fishCompletion(tree)],
    ['zsh', zshCompletion(tree)],
    ['man', manPage(tree)],
  ])('%s', async (name, text) => {
    await expect(text).toMatchFileSnapshot(`transcripts/${name}.txt`);
  });
});
