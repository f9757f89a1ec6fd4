import { readSetting, type Setting } from '../scenario/setting.js';

/** One way of running a scenario, of several that are compared. */
export interface Case {
  /** As it was written. */
  readonly name: string;
  readonly settings: readonly Setting[];
}

/** "policy=none; openmosix.window=4", or "as it is"; undefined: it is no case. */
export function readCase(written: string): Case | undefined {
  const name = written.trim();
  if (name === 'as it is') return { name, settings: [] };
  const settings = name.split(';').map(readSetting);
  if (!settings.every((one) => one !== undefined)) return undefined;
  return { name, settings };
}
