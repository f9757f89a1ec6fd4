/** A cluster that is over soon, with a policy that moves something. */
export const TINY = `
name: tiny
about: Two nodes and six processes
seed: 7
nodes: [{ count: 2, name: "node%d", cpus: 1, speed: 10000, memory: 1GB }]
workload:
  - { home: node1, count: 4, work: 20s, memory: 20MB, user: ana, command: sort }
  - { home: node2, arrivals: { every: exponential 10s }, work: exponential 5s, count: 6, user: ben }
timeline:
  - { at: 10s, do: crash, node: node2 }
  - { at: 30s, do: recover, node: node2 }
`;
