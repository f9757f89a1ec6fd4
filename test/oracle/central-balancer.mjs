/**
 * The balancer of `ps_ref.py --balance`, as a user would write it: a policy of cluster scope.
 *
 * Once per period: load is runnable processes by capacity; the lowest pid of the most loaded node
 * goes to the least loaded one, if that is better even with one process more. Ties: lowest N#.
 */
export default {
  name: 'central-balancer',
  about: 'one process per period, from the most to the least loaded node',
  scope: 'cluster',
  decide({ nodes }) {
    let source = nodes[0];
    let target = nodes[0];
    for (const node of nodes) {
      if (load(node) > load(source)) source = node;
      if (load(node) < load(target)) target = node;
    }
    if (load(target, 1) >= load(source)) return [];
    const [lowest] = source.candidates();
    return [{ pid: lowest.pid, to: target.node, reason: 'the most loaded node sends one away' }];
  },
};

function load(node, more = 0) {
  return (node.runnable + more) / (node.cpus * (node.speed / 10000));
}
