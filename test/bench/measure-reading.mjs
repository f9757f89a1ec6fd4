import { Random } from '../../dist/kernel/random.js';
import { openWorkload } from '../../dist/workload/open-workload.js';

// A process of its own that reads one workload (JSON: `spec` and how many `nodes`) to the end of
// its file; its output is JSON.
const { spec, nodes } = JSON.parse(process.argv[2]);
const ids = Array.from({ length: nodes }, (_, index) => index + 1);
const bytesBefore = process.resourceUsage().maxRSS * 1024;
const started = performance.now();
openWorkload([spec], { nodes: ids, random: new Random(1) });
const readSeconds = (performance.now() - started) / 1000;
const peakBytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ readSeconds, peakBytes, bytesBefore }));
