import type { ThemeName } from '../../tui/terminal/theme.js';
import { Warnings } from '../dashboard/warnings.js';
import { complain, print } from '../output.js';
import { attachTo } from '../sharing/attaching.js';
import { socketOf } from '../sharing/cluster-tool.js';
import { hasScreen, showDashboard } from './dashboard.js';
import { printSession } from './snapshot.js';

export interface AttachOptions {
  readonly readonly?: boolean;
  readonly theme?: ThemeName;
  readonly ascii?: boolean;
}

/**
 * Shows a cluster that runs elsewhere, beside all others who look at it; without a terminal, prints
 * one screen.
 * @param cluster its name; default: the only one that runs
 * @returns the exit code: 1 when the cluster ends first
 */
export async function attach(
  cluster: string | undefined,
  { readonly: readOnly = false, theme, ascii }: AttachOptions,
): Promise<number> {
  const { name, session, onLoss, close } = await attachTo(await socketOf(cluster), { readOnly });
  try {
    if (!hasScreen()) {
      printSession(session, { ascii });
      return 0;
    }
    const warnings = new Warnings();
    session.onGap = (count) => warnings.say(`${count} events were missed: they came too fast`);
    session.onRefusal = (reason) => warnings.say(reason);
    const exitCode = await showDashboard(session, {
      ...{ rate: session.rate, readOnly, theme, ascii, warnings, onLoss },
      onQuit: () => print(`detached from ${name}, which goes on\n`),
    });
    if (exitCode === 1) complain(`the cluster ${name} has ended`);
    return exitCode;
  } finally {
    close();
  }
}
