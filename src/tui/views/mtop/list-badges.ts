import { type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import type { DashboardState } from '../../state.js';

/** What is unusual about the list, a word or two each, the weightiest first. */
export function listBadges({ views }: DashboardState): readonly Line[] {
  const { frozen, standpoint, filter, followedPid, tagged, tree } = views.mtop;
  const badges: string[] = [];
  if (frozen) badges.push('FROZEN');
  if (filter !== undefined) badges.push(`filter ${sanitize(filter.text)}`);
  if (standpoint !== undefined) badges.push(`seen from ${standpoint}`);
  if (tagged.size > 0) badges.push(`${tagged.size} tagged`);
  if (followedPid !== undefined) badges.push(`following ${followedPid}`);
  if (tree) badges.push('tree');
  return badges.map((badge) => [span(badge, { colour: 'middle', bold: true })]);
}
