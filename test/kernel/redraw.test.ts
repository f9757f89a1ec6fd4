import { describe, expect, it } from 'vitest';
import { type Archive, type Stateful, saved } from '../../src/kernel/archive.js';
import { Random } from '../../src/kernel/random.js';
import { redraw } from '../../src/kernel/redraw.js';

/** A part with random numbers of its own, one field of every kind and other parts. */
class Part implements Stateful {
  readonly random: Random;
  count = 7;
  spec = { name: 'a' };
  when = new Date(5);
  readonly column = new Float64Array([1, 2]);
  readonly byName = new Map([['one', 1]]);
  readonly names = new Set(['one']);
  readonly list = [1, 2];
  restored = false;
  readonly inner: readonly Part[];

  constructor(seed: number, ...inner: readonly Part[]) {
    this.random = new Random(seed);
    this.inner = inner;
  }

  exchange(archive: Archive): void {
    if (archive.restores) this.restored = true;
    this.count = archive.value('count', this.count);
    this.spec = archive.record('spec', this.spec);
    this.when = archive.coded('when', this.when, {
      save: (date) => date.getTime(),
      restore: (time) => new Date(time as number),
    });
    archive.column('column', this.column);
    archive.map('byName', this.byName);
    archive.set('names', this.names);
    archive.list('list', this.list);
    archive.part('random', this.random);
    archive.parts('inner', this.inner);
  }
}

const all = () => new Part(1, new Part(2), new Part(3, new Part(4)));
const partsOf = (part: Part): Part[] => [part, ...part.inner.flatMap(partsOf)];

describe('drawing anew', () => {
  it('changes the random numbers of a part and of all within it, each as by itself', () => {
    const part = all();
    redraw(part, 9);
    for (const [index, { random }] of partsOf(part).entries()) {
      const other = new Random(index + 1);
      const before = saved(other);
      other.redraw(9);
      expect(saved(random)).toEqual(saved(other));
      expect(saved(random)).not.toEqual(before);
    }
  });

  it('changes nothing else, and tells no part that it is taken up', () => {
    const [before, after] = [all(), all()];
    redraw(after, 9);
    const plain = (part: Part) => partsOf(part).map(({ random, inner, ...rest }) => rest);
    expect(plain(after)).toEqual(plain(before));
    expect(after.restored).toBe(false);
    expect(after.spec).toEqual({ name: 'a' });
  });
});
