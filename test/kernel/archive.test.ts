import { describe, expect, it } from 'vitest';
import { Agenda } from '../../src/kernel/agenda.js';
import {
  type Archive,
  type Codec,
  type Plain,
  restore,
  type Stateful,
  saved,
} from '../../src/kernel/archive.js';
import { Random } from '../../src/kernel/random.js';
import fc from '../support/properties.js';

/** A part with a field of every kind. */
class Everything implements Stateful {
  count = 0;
  words: readonly string[] = [];
  column = new Float64Array(3);
  when = new Date(0);
  readonly byName = new Map<string, number>();
  readonly names = new Set<string>();
  readonly list: { n: number }[] = [];
  readonly random = new Random(1);

  exchange(archive: Archive): void {
    this.count = archive.value('count', this.count);
    this.words = archive.value('words', this.words);
    this.column = archive.value('column', this.column);
    this.when = archive.coded('when', this.when, {
      save: (date) => date.getTime(),
      restore: (saved) => new Date(saved as number),
    });
    archive.map('byName', this.byName);
    archive.set('names', this.names);
    archive.list('list', this.list);
    archive.part('random', this.random);
  }
}

function changed(part: Everything): Everything {
  part.count++;
  part.words = [...part.words, 'more'];
  part.column[1]!++;
  part.when = new Date(part.when.getTime() + 1);
  part.byName.set(`name ${part.byName.size}`, part.count);
  part.names.add(`name ${part.names.size}`);
  part.list.push({ n: part.count });
  part.random.uniform();
  return part;
}

describe('an archive', () => {
  it.each([
    ['nothing', new Everything()],
    ['more', changed(changed(changed(new Everything())))],
  ])('restores every kind of field where there was %s', (_, after) => {
    const before = changed(changed(new Everything()));
    restore(after, saved(before));
    expect(saved(after)).toEqual(saved(before));
    expect(after.random.uniform()).toBe(before.random.uniform());
  });

  it('keeps what is called __proto__ as it is', () => {
    const given = JSON.parse('{"__proto__":{"a":[1]},"b":{"__proto__":3}}');
    let kept: Plain = {};
    const part = { exchange: (archive: Archive) => (kept = archive.value('given', kept)) };
    restore(part, saved({ exchange: (archive) => archive.value('given', given) }));
    expect(JSON.stringify(kept)).toBe(JSON.stringify(given));
  });

  it('shares nothing with the part it was saved of, nor with the part it is restored to', () => {
    const part = changed(new Everything());
    const state = saved(part);
    const text = JSON.stringify(state);
    changed(part);
    expect(JSON.stringify(state)).toBe(text);
    restore(part, state);
    changed(part);
    part.list[0]!.n = 99;
    expect(JSON.stringify(state)).toBe(text);
  });

  it('refuses two fields of one name, and a field that was not saved', () => {
    const twice: Stateful = {
      exchange(archive) {
        archive.value('a', 1);
        archive.value('a', 2);
      },
    };
    expect(() => saved(twice)).toThrow('two fields are saved as a');
    expect(() => restore(new Random(1), {})).toThrow('nothing was saved as a');
  });
});

/** Fields that stay the same object, or are made of something else. */
class Kept implements Stateful {
  spec = { name: 'a', sizes: [1, 2] };
  readonly column = new Int32Array(3);
  readonly dates = new Map<number, Date>();
  readonly days: Date[] = [];
  readonly inner: readonly Random[] = [new Random(1), new Random(2)];
  nothing: null | undefined = null;
  restored: boolean | undefined;

  exchange(archive: Archive): void {
    this.restored = archive.restores;
    this.spec = archive.record('spec', this.spec);
    archive.column('column', this.column);
    archive.map('dates', this.dates, DATES);
    archive.list('days', this.days, DATES);
    archive.parts('inner', this.inner);
    this.nothing = archive.value('nothing', this.nothing);
  }
}

const DATES: Codec<Date> = {
  save: (date) => date.getTime(),
  restore: (time) => new Date(time as number),
};

describe('what an archive keeps', () => {
  const filled = () => {
    const part = new Kept();
    part.spec = { name: 'b', sizes: [3] };
    part.column.set([4, 5, 6]);
    part.dates.set(2, new Date(20)).set(1, new Date(10));
    part.days.push(new Date(30));
    part.inner[1]!.uniform();
    part.nothing = undefined;
    return part;
  };

  it('is plain data: a map as its keys and values, in their order', () => {
    const part = filled();
    expect(saved(part)).toEqual({
      spec: { name: 'b', sizes: [3] },
      column: Int32Array.from([4, 5, 6]),
      dates: [
        [2, 1],
        [20, 10],
      ],
      days: [30],
      inner: part.inner.map(saved),
      nothing: undefined,
    });
    expect(part.restored).toBe(false);
  });

  it('is made again in the objects that are there, and shared with none', () => {
    const state = saved(filled());
    const part = new Kept();
    part.dates.set(9, new Date(90));
    part.days.push(new Date(1), new Date(2));
    const { column, dates, days, inner } = part;
    restore(part, state);
    expect(part.restored).toBe(true);
    expect([...column]).toEqual([4, 5, 6]);
    expect([...dates]).toEqual([...filled().dates]);
    expect(days).toEqual([new Date(30)]);
    expect(inner[1]!.uniform()).toBe(filled().inner[1]!.uniform());
    const before = JSON.stringify(state);
    part.spec.sizes.push(7);
    column[0] = 99;
    expect(JSON.stringify(state)).toBe(before);
    expect([part.spec.name, part.nothing]).toEqual(['b', undefined]);
  });

  it('shares no record or column with what is saved', () => {
    const part = filled();
    const state = saved(part);
    const before = JSON.stringify(state);
    part.spec.sizes.push(7);
    part.column[0] = 99;
    expect(JSON.stringify(state)).toBe(before);
  });

  it('is refused where columns or parts are more or fewer', () => {
    const state = saved(filled());
    const shorter = { ...state, column: new Int32Array(2) };
    expect(() => restore(new Kept(), shorter)).toThrow('column: 2 saved, 3 here');
    const fewer = { ...state, inner: [] };
    expect(() => restore(new Kept(), fewer)).toThrow('inner: 0 saved, 2 here');
  });

  it.each([
    ['a function', () => 1, 'a function is no plain data'],
    ['a symbol', Symbol('s'), 'a function is no plain data'],
    ['an object of a class', new Date(0), 'an object of a class is no plain data'],
    ['one in a list', [{ a: new Map() }], 'an object of a class is no plain data'],
  ])('is not %s', (_, value, reason) => {
    const exchange = (archive: Archive) => archive.record<unknown>('value', value);
    expect(() => saved({ exchange } as Stateful)).toThrow(reason);
  });

  it('is any plain data, also without a prototype', () => {
    const bare = Object.assign(Object.create(null), { a: 1 });
    const value = [null, undefined, 1n, 'a', true, 1.5, [bare], new Uint8Array([1])];
    const exchange = (archive: Archive) => archive.record<unknown>('value', value);
    expect(saved({ exchange } as Stateful).value).toEqual([
      null,
      undefined,
      1n,
      'a',
      true,
      1.5,
      [{ a: 1 }],
      new Uint8Array([1]),
    ]);
  });
});

describe('an agenda that was put away', () => {
  it('fires the rest of its timers in the same order', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('set' as const), timer: fc.nat(9), after: fc.nat(20) }),
      fc.record({ do: fc.constant('clear' as const), timer: fc.nat(9) }),
      fc.record({ do: fc.constant('pop' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.nat(60), (steps, cut) => {
        const agenda = new Agenda();
        const timers = Array.from({ length: 10 }, (_, subject) =>
          agenda.create(subject % 3, subject),
        );
        const take = (one: Agenda, { do: what, ...rest }: (typeof steps)[number]) => {
          const { timer = 0, after = 0 } = rest as { timer?: number; after?: number };
          if (what === 'set') one.set(timers[timer]!, one.now + after);
          else if (what === 'clear') one.clear(timers[timer]!);
          else if (one.nextTime < Number.POSITIVE_INFINITY) one.pop();
        };
        for (const one of steps.slice(0, cut)) take(agenda, one);
        const other = new Agenda();
        restore(other, saved(agenda));
        for (const one of steps.slice(cut)) {
          take(agenda, one);
          take(other, one);
        }
        expect(drained(other)).toEqual(drained(agenda));
      }),
    );
  });
});

function drained(agenda: Agenda): readonly (readonly [number, number])[] {
  const fired: (readonly [number, number])[] = [];
  while (agenda.nextTime < Number.POSITIVE_INFINITY) {
    const timer = agenda.pop();
    fired.push([agenda.now, agenda.subject(timer)]);
    agenda.clear(timer);
  }
  return fired;
}
