import { type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import type { DashboardState } from '../../state.js';

/** What is unusual about the list, a word or two each, the weightiest first. */
export function listMarks({ views }: DashboardState): readonly Line[] {
  const { frozen, standpoint, filter, followedPid, tagged, tree } = views.mtop;
  const marks: string[] = [];
  if (frozen) marks.push('FROZEN');
  if (filter !== undefined) marks.push(`filter ${sanitize(filter.text)}`);
  if (standpoint !== undefined) marks.push(`seen from ${standpoint}`);
  if (tagged.size > 0) marks.push(`${tagged.size} tagged`);
  if (followedPid !== undefined) marks.push(`following ${followedPid}`);
  if (tree) marks.push('tree');
  return marks.map((mark) => [span(mark, { colour: 'middle', bold: true })]);
}
