import type { NodeView } from '../../../cluster/facts/view.js';

/**
 * A node chosen by typing its number: the digits typed so far with one more; when no node's
 * number starts like that, typing starts again with this digit.
 * @returns the digits to remember and the index of the node with exactly that number, if any
 */
export function typeDigit(
  digits: string,
  digit: string,
  ids: readonly number[],
): { readonly digits: string; readonly index: number | undefined } {
  const begins = (start: string) => ids.some((id) => String(id).startsWith(start));
  const typed = begins(digits + digit) ? digits + digit : begins(digit) ? digit : '';
  const index = ids.indexOf(Number(typed));
  return { digits: typed, index: typed !== '' && index >= 0 ? index : undefined };
}

export function idsOf(nodes: readonly NodeView[]): readonly number[] {
  return nodes.map((node) => node.id);
}
