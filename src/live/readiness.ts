import { formatBytes } from '../base/units.js';
import type { NodeAnswer } from './job.js';

/** A node that was asked whether jobs can move there. */
export interface AskedNode {
  readonly name: string;
  /** What it said to `check`. */
  readonly answer: NodeAnswer;
}

/** What must be the same on two nodes, and what it means that it is not. */
const SAME = [
  ['uid', 'another user id', 'no job can come or go'],
  ['library', 'another C library', 'only programs without it can come and go'],
  ['cpu', 'another processor', 'a program that uses its instructions is refused'],
] as const;

/**
 * Of each node, in a sentence, whether jobs can move from and to it, or why not. What must be alike is
 * compared with the first node where they can.
 */
export function readinessOf(nodes: readonly AskedNode[]): readonly string[] {
  const first = nodes.find(({ answer }) => answer.kind === 'yes');
  return nodes.map(({ answer }) => {
    if (answer.kind !== 'yes') return `no: ${answer.reason}`;
    const { facts } = answer;
    const other = (first!.answer as typeof answer).facts;
    const differences = SAME.filter(([key]) => facts[key] !== other[key]);
    const room = formatBytes(1024 * Number(facts.free));
    return [
      `yes, criu ${facts.criu}, room for ${room}`,
      ...differences.map(([, what, so]) => `${what} than on ${first!.name}: ${so}`),
    ].join('; ');
  });
}
