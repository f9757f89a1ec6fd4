import { UserError } from '../base/user-error.js';
import type { ProcessSample } from '../metrics/watched-processes.js';
import type { Figurer, ProcessFigures } from '../metrics/window-figures.js';

/** By what the processes of a window can be told apart. */
export const CLASSINGS = ['size decile', 'user', 'command', 'home', 'job'] as const;
export type Classing = (typeof CLASSINGS)[number];

/** More classes than that are no classes: their figures would be of a process each. */
const MOST_CLASSES = 1000;

/**
 * The figures of the classes of a window's processes, in the order of their names:
 * - `size decile`: 1 the tenth of them with the least work, 10 the one with the most;
 * - `user`, `command`, `home`: as the processes have it;
 * - `job`: jobs as one, by how many processes they have: 1, 2, 3-4, 5-8, 9-16, ...
 * @throws UserError when there are too many classes
 */
export function classesOf(
  by: Classing,
  samples: readonly ProcessSample[],
  figurer: Figurer,
): Readonly<Record<string, ProcessFigures>> {
  const names = NAMES[by](samples);
  const members = new Map<string, ProcessSample[]>();
  samples.forEach((sample, index) => {
    const name = names[index]!;
    const others = members.get(name);
    if (others === undefined) members.set(name, [sample]);
    else others.push(sample);
  });
  if (members.size > MOST_CLASSES) {
    throw new UserError(`by ${by} there are ${members.size} classes: at most ${MOST_CLASSES}`);
  }
  const figuresOf = (own: readonly ProcessSample[]) =>
    by === 'job' ? figurer.ofJobs(own) : figurer.ofProcesses(own);
  const classes = [...members.keys()].sort();
  return Object.fromEntries(classes.map((name) => [name, figuresOf(members.get(name)!)]));
}

/** The name of the class of each process. */
const NAMES: Readonly<Record<Classing, (samples: readonly ProcessSample[]) => readonly string[]>> =
  {
    'size decile': deciles,
    user: (samples) => samples.map(({ user }) => user),
    command: (samples) => samples.map(({ command }) => command),
    home: (samples) => samples.map(({ home }) => String(home)),
    job: widths,
  };

/** Equal work: the one that came first is the smaller one. */
function deciles(samples: readonly ProcessSample[]): readonly string[] {
  const order = samples.map((_, index) => index);
  order.sort((a, b) => samples[a]!.workSeconds - samples[b]!.workSeconds || a - b);
  const names = new Array<string>(samples.length);
  order.forEach((index, rank) => {
    names[index] = String(Math.floor((10 * rank) / order.length) + 1);
  });
  return names;
}

function widths(samples: readonly ProcessSample[]): readonly string[] {
  const counts = new Map<number, number>();
  for (const { job } of samples) {
    if (job !== undefined) counts.set(job, (counts.get(job) ?? 0) + 1);
  }
  return samples.map(({ job }) => widthName(job === undefined ? 1 : counts.get(job)!));
}

function widthName(width: number): string {
  const high = 2 ** Math.ceil(Math.log2(width));
  return high <= 2 ? String(high) : `${high / 2 + 1}-${high}`;
}
