import type { Command } from 'commander';

/** The commands that describe the command line and the files to other programs. */
export function addDescriptions(program: Command, finish: (exitCode: number) => void): void {
  program
    .command('completion')
    .description('print a completion script: source <(mtop-sim completion bash)')
    .addArgument(program.createArgument('<shell>').choices(['bash', 'zsh', 'fish']))
    .action(async (shell) =>
      finish((await import('./commands/describe.js')).completion(program, shell)),
    );

  program
    .command('man')
    .description('print the manual page: mtop-sim man | man -l -')
    .action(async () => finish((await import('./commands/describe.js')).man(program)));

  program
    .command('schema')
    .description('print the JSON Schema of scenario files, for editors')
    .action(async () => finish((await import('./commands/describe.js')).schema()));
}
