import { assert } from '../../src/base/assert.js';
import { workDoneOf } from '../../src/cluster/doing/progress.js';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import type { ProcessView } from '../../src/cluster/facts/view.js';
import { SUMMARISED, Summary } from '../../src/metrics/summary.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import type { SimulatedSession } from '../../src/session/simulated.js';

const TOLERANCE = 1e-9;

/**
 * What is used is what is there, seen from outside: the rows of processes add up to what the nodes
 * show, no node and no link gives more than it has, and the work delivered is that of the processes
 * that have ended and of those alive.
 */
export class Conservation {
  readonly #summary: Summary;
  /** Bytes of migrations by node: those that have left it, and those that have come. */
  readonly #sent = new Map<number, number>();
  readonly #received = new Map<number, number>();
  #workOfEnded = 0;

  readonly #session: SimulatedSession;

  constructor(session: SimulatedSession, scenario: Scenario) {
    this.#session = session;
    const gains = scenario.workload.map(
      (one) => (one.kind === 'batch' ? one.profile?.htGain : 1) ?? 1,
    );
    this.#summary = new Summary(session.nodes, Math.max(1, ...gains));
    session.subscribe(this.#summary.observe, { types: SUMMARISED });
    session.subscribe((event) => this.#note(event), { types: ['completed', 'killed', 'migrated'] });
  }

  check(): void {
    const view = this.#session.view();
    const processes = view.processes();
    for (const node of view.nodes()) {
      const logical = node.cpus * node.threads;
      const rows = processes.filter((process) => process.node === node.id);
      const shown = rows.reduce((sum, { cpuShare }) => sum + cpuShare, 0);
      const used = (node.cpuUse - node.deputyUse) * logical;
      const word = `node ${node.id} shows ${used} CPUs in use, its processes ${shown}`;
      assert(Math.abs(used - shown) <= TOLERANCE, word);
      assert(node.deputyUse >= 0 && node.cpuUse <= 1 + TOLERANCE, `${word}, of ${logical}`);
    }
    const { totals } = view;
    const { arrived, completed, killed, alive } = totals;
    assert(arrived === completed + killed + alive, `${arrived} arrived`);
    const work = processes.reduce((sum, process) => sum + this.#workOf(process), this.#workOfEnded);
    const delivered = totals.workDelivered;
    const gap = Math.abs(work - delivered);
    assert(gap <= 1e-6 * Math.max(1, work), `${delivered} s of work delivered, ${work} s done`);
  }

  /** What a whole run has used. */
  checkEnd(): void {
    const { now, totals } = this.#session.view();
    const { utilisation } = this.#summary.figures(now, totals);
    assert(utilisation === null || utilisation <= 1 + TOLERANCE, `utilisation is ${utilisation}`);
    this.#checkLinks(now);
  }

  #checkLinks(now: number): void {
    for (const { id, bandwidth } of this.#session.nodes) {
      const most = bandwidth * now * (1 + TOLERANCE);
      const sent = this.#sent.get(id) ?? 0;
      const received = this.#received.get(id) ?? 0;
      assert(sent <= most && received <= most, `node ${id}: ${sent} out, ${received} in: ${most}`);
    }
  }

  #note(event: ClusterEvent): void {
    if (event.type === 'completed') this.#workOfEnded += event.workSeconds;
    if (event.type === 'killed') {
      this.#workOfEnded += this.#workOf(this.#session.view().process(event.pid)!);
    }
    if (event.type !== 'migrated') return;
    this.#sent.set(event.from, event.bytes + (this.#sent.get(event.from) ?? 0));
    this.#received.set(event.to, event.bytes + (this.#received.get(event.to) ?? 0));
  }

  /** Of one without an end, the view does not say how much it has done. */
  #workOf({ pid, workSeconds, workLeftSeconds }: ProcessView): number {
    if (workSeconds! < Number.POSITIVE_INFINITY) return workSeconds! - workLeftSeconds!;
    const { cluster } = this.#session.simulation;
    return workDoneOf(cluster, cluster.table.find(pid));
  }
}
