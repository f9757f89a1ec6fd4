import type { Command } from 'commander';
import { scenarioSchema } from '../../scenario/schema/scenario-fields.js';
import { policies } from '../../scheduler/policies/registry.js';
import { print } from '../output.js';
import { TOOLS } from '../sharing/tool-names.js';
import { bashCompletion } from '../shells/bash.js';
import { fishCompletion } from '../shells/fish.js';
import { manPage } from '../shells/man-page.js';
import { type WordTree, wordTree } from '../shells/word-tree.js';
import { zshCompletion } from '../shells/zsh.js';
import { shippedNames } from '../shipped.js';

export type Shell = 'bash' | 'zsh' | 'fish';

const COMPLETIONS: Readonly<Record<Shell, (tree: WordTree) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/**
 * Prints what makes a shell complete the command line.
 * @returns the exit code
 */
export function completion(program: Command, shell: Shell): number {
  print(COMPLETIONS[shell](treeOf(program)));
  return 0;
}

/**
 * Prints the manual page.
 * @returns the exit code
 */
export function man(program: Command): number {
  print(manPage(treeOf(program)));
  return 0;
}

/**
 * Prints the JSON Schema of scenario files.
 * @returns the exit code
 */
export function schema(): number {
  print(`${JSON.stringify(scenarioSchema(policyNames()), undefined, 2)}\n`);
  return 0;
}

function treeOf(program: Command): WordTree {
  const names = { scenarios: shippedNames(), policies: policyNames(), tools: TOOLS };
  return wordTree(program, names);
}

function policyNames(): readonly string[] {
  return policies.map(({ name }) => name);
}
