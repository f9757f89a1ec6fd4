import type { Command } from '../cluster/facts/command.js';

/**
 * A command as it is written in a timeline, so that a running cluster reads and checks it as one
 * that somebody has typed: `workSeconds: 60` is `work: 60` there.
 */
export function writtenCommand(command: Command): object {
  switch (command.do) {
    case 'spawn': {
      const { workSeconds, memoryBytes, parallel, ...rest } = command;
      const work = workSeconds === Number.POSITIVE_INFINITY ? 'endless' : workSeconds;
      const ranges = parallel?.map(({ first, last }) => `${first}-${last}`);
      return { ...rest, work, memory: memoryBytes, parallel: ranges?.join(',') };
    }
    case 'reboot': {
      const { bootSeconds, ...rest } = command;
      return { ...rest, boot: bootSeconds };
    }
    case 'setdecay': {
      const { intervalSeconds, ...rest } = command;
      return { ...rest, interval: intervalSeconds };
    }
    case 'settune': {
      const { latencySeconds, handlingSeconds, fixedSeconds, ...rest } = command;
      return { ...rest, call: latencySeconds, handling: handlingSeconds, migration: fixedSeconds };
    }
    case 'setmfscosts': {
      const { latencySeconds, handlingSeconds, ...rest } = command;
      return { ...rest, call: latencySeconds, handling: handlingSeconds };
    }
    default:
      return command;
  }
}
