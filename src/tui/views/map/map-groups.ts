import type { NodeId } from '../../../cluster/facts/node-spec.js';
import type { NodeView } from '../../../cluster/facts/view.js';
import { clamp } from '../../drawing/scale.js';
import type { DashboardState } from '../../state.js';

/** What has a place on the map: a node, or, of more nodes than fit, a group of them. */
export interface MapPlace {
  /** The node, or the first one of the group. */
  readonly node: NodeView;
  /** Undefined: it is a single node. */
  readonly group: MapGroup | undefined;
}

export interface MapGroup {
  /** Its site, or its numbers: `1-209`. */
  readonly title: string;
  readonly nodes: readonly NodeView[];
}

/** Nodes that fit on the map one by one. */
const MOST_NODES = 64;
const FEWEST_GROUPS = 8;
const MOST_GROUPS = 24;

/** What is on the map: of the cluster, or of the group that was zoomed into last. */
export function placesOf({ sample, views }: DashboardState): readonly MapPlace[] {
  const inside = views.map.zoom.at(-1);
  const before = PLACES.get(sample.nodes);
  if (before !== undefined && before.inside === inside) return before.places;
  const nodes =
    inside === undefined ? sample.nodes : sample.nodes.filter(({ id }) => inside.has(id));
  const places = placesFor(nodes);
  PLACES.set(sample.nodes, { inside, places });
  return places;
}

interface Places {
  readonly inside: ReadonlySet<NodeId> | undefined;
  readonly places: readonly MapPlace[];
}

/** What is asked several times for one frame: thousands of nodes are grouped once. */
const PLACES = new WeakMap<readonly NodeView[], Places>();

function placesFor(nodes: readonly NodeView[]): readonly MapPlace[] {
  if (nodes.length <= MOST_NODES) return nodes.map((node) => ({ node, group: undefined }));
  const groups = bySite(nodes) ?? byNumber(nodes);
  return groups.map((group) => ({ node: group.nodes[0]!, group }));
}

/** The group under the cursor; undefined: nodes are on the map one by one. */
export function groupInFocus(state: DashboardState): MapGroup | undefined {
  const places = placesOf(state);
  const has = ({ group }: MapPlace) => group?.nodes.some(({ id }) => id === state.selectedNode);
  return (places.find(has) ?? places[0])?.group;
}

export function idsOf({ node, group }: MapPlace): readonly NodeId[] {
  return group === undefined ? [node.id] : group.nodes.map(({ id }) => id);
}

/** Undefined: sites do not tell the nodes apart, or there are too many of them. */
function bySite(nodes: readonly NodeView[]): readonly MapGroup[] | undefined {
  const sites = new Map<string, NodeView[]>();
  for (const node of nodes) {
    const group = sites.get(node.site);
    if (group === undefined) sites.set(node.site, [node]);
    else group.push(node);
  }
  if (sites.size < 2 || sites.size > MOST_GROUPS) return undefined;
  return [...sites].map(([site, members]) => ({ title: site || 'no site', nodes: members }));
}

/** Neighbours by number. */
function byNumber(nodes: readonly NodeView[]): readonly MapGroup[] {
  const count = clamp(Math.ceil(nodes.length / MOST_NODES), FEWEST_GROUPS, MOST_GROUPS);
  const size = Math.ceil(nodes.length / count);
  return Array.from({ length: Math.ceil(nodes.length / size) }, (_, index) => {
    const members = nodes.slice(index * size, (index + 1) * size);
    return { title: `${members[0]!.id}-${members.at(-1)!.id}`, nodes: members };
  });
}
