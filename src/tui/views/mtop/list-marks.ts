import { type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import type { DashboardState } from '../../state.js';

/** What makes the list another one than usual: each a word, the weightiest first. */
export function listMarks(state: DashboardState): readonly Line[] {
  const { frozen, standpoint, filter, followedPid, tagged, tree } = state;
  const marks: string[] = [];
  if (frozen) marks.push('FROZEN');
  if (filter !== undefined) marks.push(`filter ${sanitize(filter.text)}`);
  if (standpoint !== undefined) marks.push(`seen from ${standpoint}`);
  if (tagged.size > 0) marks.push(`${tagged.size} tagged`);
  if (followedPid !== undefined) marks.push(`following ${followedPid}`);
  if (tree) marks.push('tree');
  return marks.map((mark) => [span(mark, { colour: 'middle', bold: true })]);
}
