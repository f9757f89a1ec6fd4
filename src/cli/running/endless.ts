import { UserError } from '../../base/user-error.js';
import type { Command } from '../../cluster/facts/command.js';
import type { Scenario } from '../../scenario/scenario.js';
import type { WorkloadSpec } from '../../workload/workload-spec.js';

/**
 * Refuses a run without an end.
 * @param end virtual time, seconds; Infinity: with the last process
 */
export function refuseEndless(scenario: Scenario, end: number): void {
  if (end < Number.POSITIVE_INFINITY) return;
  const why = whyEndless(scenario);
  if (why === undefined) return;
  throw new UserError(`this run would never end: ${why}; give it an end, such as --until 10min`);
}

/**
 * Why a run of the scenario would never come to an end by itself.
 * @returns undefined when nothing speaks against its ending
 */
export function whyEndless({ workload, timeline }: Scenario): string | undefined {
  for (const [index, source] of workload.entries()) {
    const why = whySourceIsEndless(source);
    if (why !== undefined) return `workload[${index}] ${why}`;
  }
  for (const [index, { command }] of timeline.entries()) {
    if (command.do === 'spawn' && command.workSeconds === Number.POSITIVE_INFINITY) {
      return `timeline[${index}] starts a process that never ends`;
    }
    if (isStop(command) && !isContinued(command.pid, timeline.slice(index + 1))) {
      return `timeline[${index}] stops a process for good`;
    }
  }
  return undefined;
}

function whySourceIsEndless(source: WorkloadSpec): string | undefined {
  switch (source.kind) {
    case 'batch': {
      const { count, untilSeconds, work } = source;
      if (work.kind === 'constant' && work.value === Number.POSITIVE_INFINITY) {
        return 'has processes that never end';
      }
      const unlimited = count === Number.POSITIVE_INFINITY;
      if (unlimited && untilSeconds === Number.POSITIVE_INFINITY) return 'never stops starting';
      return undefined;
    }
    case 'host':
      return 'is the processes of this computer, which never end';
    case 'model':
      return source.count === Number.POSITIVE_INFINITY ? 'never stops starting' : undefined;
    case 'swf':
    case 'csv':
      return undefined;
  }
}

/** Whether a command stops a process: `stop`, or `kill` with that signal. */
function isStop(command: Command): command is Extract<Command, { readonly do: 'stop' | 'kill' }> {
  return command.do === 'stop' || (command.do === 'kill' && command.signal === 'STOP');
}

function isContinued(pid: number, later: Scenario['timeline']): boolean {
  return later.some(({ command }) => {
    const ends = command.do === 'cont' || (command.do === 'kill' && command.side !== 'remote');
    return ends && command.pid === pid && !isStop(command);
  });
}
