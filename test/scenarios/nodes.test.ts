import { describe, expect, it } from 'vitest';
import { statusWords } from '../../src/cluster/facts/status.js';
import { crowd, only, places, shipped, show } from '../support/shipped.js';

describe('administration', () => {
  const at = (seconds: number) => show(shipped('administration'), seconds);
  const words = (seconds: number, node: number) =>
    statusWords(at(seconds).session.view().node(node)!.status);

  it('keeps at node1 what starts there while it says stay', () => {
    expect(crowd(at(29))).toEqual([2, 2, 2, 2]);
    expect(words(45, 1)).toContain('stay');
    expect(crowd(at(45))).toEqual([3, 2, 2, 2]);
  });

  it('sends guests straight from one foreign node to another', () => {
    const moves = only(at(95), 'migrated').filter(({ cause }) => cause === 'expel');
    expect(moves.length).toBeGreaterThan(0);
    for (const { from } of moves) expect(from).toBe(3);
    expect(moves.some(({ to }) => to !== 1)).toBe(true);
  });

  it('empties node3 when it expels, and blocks it', () => {
    expect(crowd(at(95))[2]).toBe(0);
    expect(words(95, 3)).toContain('block');
    expect(only(at(95), 'expelled').map(({ node }) => node)).toEqual([3]);
  });

  it('fetches all home when node1 brings, until nolstay; then nobody goes to the blocked node2', () => {
    expect(crowd(at(179))).toEqual([8, 0, 0, 0]);
    expect(words(179, 1)).toContain('lstay');
    expect(crowd(at(209))[1]).toBe(0);
    expect(crowd(at(240))).toEqual([2, 2, 2, 2]);
  });
});

describe('master-node', () => {
  it('keeps what it has CPUs for, and nothing once it is said to be slow', () => {
    expect(crowd(show(shipped('master-node'), 59))[0]).toBe(2);
    expect(crowd(show(shipped('master-node')))).toEqual([0, 2, 2, 2]);
  });
});

describe('fast-nodes', () => {
  it('complaint: the fast node is over-preferred, all end there while slow ones stand idle', () => {
    expect(crowd(show(shipped('fast-nodes')))).toEqual([0, 0, 0, 0, 3]);
  });

  it('spreads when the balancer is told that the fast node is slower', () => {
    const { nodes } = shipped('fast-nodes');
    const fast = nodes.find(({ name }) => name.startsWith('fast'))!.id;
    const command = { do: 'setspeed', node: fast, speed: 10000 } as const;
    const told = show(shipped('fast-nodes', { timeline: [{ atSeconds: 0, command }] }));
    expect(Math.max(...crowd(told))).toBe(1);
  });
});

describe('faults', () => {
  const shown = show(shipped('faults'));

  it('complaint: the death of a node kills its guests; nobody else dies', () => {
    const deaths = only(shown, 'killed');
    expect(deaths.length).toBeGreaterThan(0);
    for (const { cause, signal, node, home } of deaths) {
      expect([cause, signal]).toEqual(['node died', 'CHLD']);
      expect(node).not.toBe(home);
    }
  });

  it('uses a node that is back within seconds', () => {
    const { at: crash } = only(shown, 'node-crashed')[0]!;
    const back = only(shown, 'node-recovered').filter(({ at }) => at > crash);
    const used = back.filter(({ node, at }) =>
      only(shown, 'migrated').some((move) => move.to === node && move.at > at && move.at < at + 60),
    );
    expect(used.length).toBeGreaterThan(back.length / 2);
  });

  it('kills nobody when nodes leave in good order instead', () => {
    const faults = shipped('faults').faults.map((fault) => ({ ...fault, kind: 'leave' as const }));
    const leaving = show(shipped('faults', { faults }));
    expect(only(leaving, 'node-left').length).toBeGreaterThan(5);
    expect(only(leaving, 'killed')).toEqual([]);
  });
});

describe('network-cut', () => {
  const shown = show(shipped('network-cut'));
  const side = (node: number) => (node <= 2 ? 'left' : 'right');

  it('lets both halves go on, and nobody crosses', () => {
    const during = only(shown, 'migrated').filter(({ at }) => at > 60 && at < 180);
    expect(during.length).toBeGreaterThan(0);
    for (const { from, to } of during) expect(side(from)).toBe(side(to));
    expect(crowd(show(shipped('network-cut'), 179))).toEqual([3, 3, 1, 1]);
  });

  it('spreads over all four within seconds of the healing', () => {
    expect(crowd(show(shipped('network-cut'), 195))).toEqual([2, 2, 2, 2]);
  });
});

describe('topology', () => {
  it('takes seconds within a site and minutes between the sites', () => {
    const site = (node: number) => (node <= 3 ? 'city' : 'tamaki');
    const moves = only(show(shipped('topology')), 'migrated');
    const near = moves.filter(({ from, to }) => site(from) === site(to));
    const far = moves.filter(({ from, to }) => site(from) !== site(to));
    expect(Math.max(...near.map(({ seconds }) => seconds))).toBeLessThan(10);
    expect(Math.min(...far.map(({ seconds }) => seconds))).toBeGreaterThan(160);
  });
});

describe('strangers', () => {
  it('complaint: there is no security between nodes; a stranger stops all balancing', () => {
    const believed = show(shipped('strangers'), 59);
    expect(crowd(believed)).toEqual([8, 0, 0, 0]);
    expect(only(believed, 'intrusion').every((event) => event.believed)).toBe(true);
    expect(crowd(show(shipped('strangers'), 85))).toEqual([2, 2, 2, 2]);
  });

  it('is refused with SECUREPORTS', () => {
    const { kernel } = shipped('strangers');
    const shown = show(shipped('strangers', { kernel: { ...kernel, secureports: true } }), 30);
    expect(crowd(shown)).toEqual([2, 2, 2, 2]);
    expect(only(shown, 'intrusion').some((event) => event.believed)).toBe(false);
  });
});

describe('autodiscovery', () => {
  it('makes ids of the last two octets', () => {
    const { nodes } = shipped('autodiscovery');
    expect(nodes.map(({ id }) => id)).toEqual([2780, 2781, 2782, 2783]);
  });

  it('complaint: a node that announces itself on the wrong interface is silently left out', () => {
    const before = show(shipped('autodiscovery'), 59);
    expect(crowd(before)).toEqual([2, 2, 2, 0]);
    expect(before.session.view().node(2783)!.state).toBe('up');
  });

  it('is used within seconds once it announces itself on the right one', () => {
    const after = show(shipped('autodiscovery'), 70);
    expect(Object.values(places(after)).filter((node) => node === 2783).length).toBeGreaterThan(0);
  });
});
