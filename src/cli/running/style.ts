import { printStyled } from '../output.js';

/** How words are set off. */
export interface Style {
  readonly title: (text: string) => string;
  readonly label: (text: string) => string;
}

/** Prints a report, in colours only on a terminal that shows them. */
export async function printReport(report: (style: Style) => string): Promise<void> {
  printStyled(report(await styleOfOutput()));
}

async function styleOfOutput(): Promise<Style> {
  const { NO_COLOR, TERM } = process.env;
  if (!process.stdout.isTTY || NO_COLOR || TERM === 'dumb') {
    return { title: (text) => text, label: (text) => text };
  }
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  return { title: chalk.bold, label: chalk.cyan };
}
