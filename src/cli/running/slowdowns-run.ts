import type { ClusterEvent } from '../../cluster/facts/event.js';
import { STANDARD_SPEED } from '../../cluster/facts/node-spec.js';
import type { SimulatedSession } from '../../session/simulated.js';
import type { SlowdownsTask } from './future-orders.js';
import { advance, goToBeginning } from './future-run.js';

/**
 * Runs a course, or a session from its beginning, and finds by pid the slowdowns of the processes
 * that arrive in it: of those that are alive at its end, the time until then over the time that they
 * need alone. Left out are those that are killed, and those without an end or without work.
 */
export function runSlowdowns(
  session: SimulatedSession,
  { course, commands, sinceSeconds, untilSeconds }: SlowdownsTask,
): Map<number, number> {
  const slowdowns = new Map<number, number>();
  const alive = new Map<number, { readonly since: number; readonly aloneSeconds: number }>();
  const speeds = new Map(session.nodes.map(({ id, speed }) => [id, speed]));
  const see = (event: ClusterEvent) => {
    if (event.type === 'started') {
      const { pid, at, home, workSeconds = 0 } = event;
      const aloneSeconds = (workSeconds * STANDARD_SPEED) / speeds.get(home)!;
      if (at < sinceSeconds || !(aloneSeconds > 0) || aloneSeconds === Infinity) return;
      alive.set(pid, { since: at, aloneSeconds });
    } else if (event.type === 'completed' || event.type === 'killed') {
      const { pid, at, type } = event;
      const process = alive.get(pid);
      alive.delete(pid);
      if (process === undefined || type === 'killed') return;
      slowdowns.set(pid, (at - process.since) / process.aloneSeconds);
    }
  };
  const types = ['started', 'completed', 'killed'] as const;
  const end = session.subscribe(see, { types, transient: true });
  if (course !== undefined) goToBeginning(session, course);
  for (const command of commands) session.send(command);
  const isSame = commands.length === 0;
  const send = session.send.bind(session);
  const later = { commands: [...(course?.after ?? [])], isSame, send };
  while (!advance(session, untilSeconds, later));
  end();
  for (const [pid, { since, aloneSeconds }] of alive) {
    slowdowns.set(pid, (untilSeconds - since) / aloneSeconds);
  }
  return slowdowns;
}
