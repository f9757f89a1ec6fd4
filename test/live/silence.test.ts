import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clock, started } from '../support/driven.js';
import { LiveCluster, whyNoNodes } from '../support/live-cluster.js';
import { sleep } from '../support/terminal-driver.js';

const reason = whyNoNodes('nodes');
if (reason !== undefined) console.info(`test/live/silence.test.ts is skipped: ${reason}`);

const cluster = new LiveCluster(2);
const SILENT_SECONDS = 30;

describe.skipIf(reason !== undefined)('a real node', { timeout: 120_000 }, () => {
  beforeAll(() => cluster.up(), 60_000);
  afterAll(() => cluster.down());

  it(`whose sshd stops for ${SILENT_SECONDS} s is down within 6 s, delays no frame, and is back by itself`, async () => {
    const screen = await started(['live', 'n1', 'n2'], { environment: cluster.environment });
    await screen.untilText('2/2 up');
    cluster.setup('stop', 'n2');
    const stoppedAt = performance.now();
    const seconds = () => (performance.now() - stoppedAt) / 1000;
    let downAfter = Number.POSITIVE_INFINITY;
    let longestGap = 0;
    for (let shown = clock(screen), since = seconds(); seconds() < SILENT_SECONDS; ) {
      await sleep(20);
      if (clock(screen) !== shown) {
        longestGap = Math.max(longestGap, seconds() - since);
        [shown, since] = [clock(screen), seconds()];
      }
      if (screen.text.includes('1/2 up')) downAfter = Math.min(downAfter, seconds());
    }
    cluster.setup('cont', 'n2');
    await screen.untilText('2/2 up', 60_000);
    console.info(
      `down after ${downAfter.toFixed(1)} s, longest gap between two seconds on the screen ` +
        `${longestGap.toFixed(2)} s, back ${(seconds() - SILENT_SECONDS).toFixed(1)} s after it could answer`,
    );
    expect(downAfter).toBeLessThan(6);
    expect(longestGap).toBeLessThan(2);
    screen.type('q');
    expect(await screen.exited()).toBe(0);
    // What the broken connection had started ends with it.
    await screenless(() => !cluster.on('n2', 'cat /proc/[0-9]*/comm').includes('awk'));
  });
});

async function screenless(isSo: () => boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!isSo()) {
    if (Date.now() > end) throw new Error('the sampler of the broken connection goes on');
    await sleep(200);
  }
}
