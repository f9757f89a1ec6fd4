import { type Distribution, draw } from '../../base/distribution.js';
import { normalQuantile } from '../../base/normal.js';
import type { Archive } from '../../kernel/archive.js';
import type { Random } from '../../kernel/random.js';
import type { Jobs } from '../jobs.js';
import { type Draws, dailyWeights, drawGap, drawRunTime, drawSize } from './lublin.js';

const HALF_HOUR_SECONDS = 1800;

/**
 * Jobs drawn from the model (lublin.ts). Sizes, run times, arrivals and memory have a stream of
 * random numbers each. Virtual time 0 is midnight: the rate of arrivals follows the day.
 */
export class LublinJobs implements Jobs {
  id = 0;
  submitSeconds = 0;
  runSeconds = 0;
  processors = 0;
  memoryBytes = 0;
  readonly user = -1;
  readonly estimateSeconds = -1;
  readonly #weights: readonly number[] = dailyWeights();

  readonly #most: number;
  readonly #count: number;
  readonly #memory: Distribution;
  readonly #arrivals: Random;
  readonly #sizes: Random;
  readonly #runTimes: Random;
  readonly #memories: Random;

  /** @param processors of the computer */
  constructor(
    {
      processors,
      count,
      memory,
    }: { readonly processors: number; readonly count: number; readonly memory: Distribution },
    random: Random,
  ) {
    this.#most = processors;
    this.#count = count;
    this.#memory = memory;
    this.#arrivals = random.split('arrivals');
    this.#sizes = random.split('sizes');
    this.#runTimes = random.split('run times');
    this.#memories = random.split('memory');
  }

  exchange(archive: Archive): void {
    this.id = archive.value('id', this.id);
    this.submitSeconds = archive.value('submitSeconds', this.submitSeconds);
    this.runSeconds = archive.value('runSeconds', this.runSeconds);
    this.processors = archive.value('processors', this.processors);
    this.memoryBytes = archive.value('memoryBytes', this.memoryBytes);
    archive.part('arrivals', this.#arrivals);
    archive.part('sizes', this.#sizes);
    archive.part('runTimes', this.#runTimes);
    archive.part('memories', this.#memories);
  }

  next(): boolean {
    if (this.id >= this.#count) return false;
    this.id++;
    this.submitSeconds = this.#after(drawGap(drawsOf(this.#arrivals)));
    this.processors = drawSize(this.#most, drawsOf(this.#sizes));
    this.runSeconds = drawRunTime(this.processors, drawsOf(this.#runTimes));
    this.memoryBytes = Math.round(draw(this.#memory, this.#memories));
    return true;
  }

  /** When so much of the mean rate has gone by since the last arrival. */
  #after(gapSeconds: number): number {
    let left = gapSeconds;
    for (let now = this.submitSeconds; ; ) {
      const halfHour = Math.floor(now / HALF_HOUR_SECONDS);
      const weight = this.#weights[halfHour % this.#weights.length]!;
      const end = (halfHour + 1) * HALF_HOUR_SECONDS;
      if (left <= (end - now) * weight) return now + left / weight;
      left -= (end - now) * weight;
      now = end;
    }
  }
}

function drawsOf(random: Random): Draws {
  const uniform = () => random.uniform();
  return { uniform, normal: () => normalQuantile(Math.max(uniform(), 2 ** -53)) };
}
