import {
  drop,
  failingCriu,
  grows,
  HOSTS,
  happened,
  move,
  onNode,
  plan,
  recoverBySeat,
  recoverHere,
  seat,
  seenFromOutside,
  steps,
  wait,
  watch,
  wrongWith,
} from './lab.mjs';
import { ofNodes, ofTargets } from './node-faults.mjs';

const JOB = 'fault';
/** From here on a job is rehearsed, MB. */
const LARGE = 40;

/**
 * Every fault, so many times; after each one copy runs, with the output of an unmoved run. A fault that
 * has not happened, because what it was to hit was over, is tried again, earlier.
 */
export async function faults(times, say) {
  for (let round = 1; round <= times; round++) {
    let good = 0;
    const bad = [];
    const note = (name, wrong) => {
      if (wrong.length === 0) good++;
      else {
        bad.push(name);
        say(`  WRONG ${name}: ${wrong.join('; ')}`);
      }
    };
    const end = watch(JOB);
    await ofConnections(note);
    await ofCriu(note);
    await ofSeats(note);
    await ofTargets(note, begin);
    await ofNodes(note, begin);
    say(`faults, round ${round}: ${good} of ${good + bad.length} as they must be; ${await end()}`);
  }
  await drop(JOB);
}

async function begin(mb = 5) {
  plan();
  await steps(JOB, mb);
  await grows(JOB);
}

const moved = async () => (await move(JOB, 1, 2)).outcome.kind;

/** The same by a seat of its own, which does not know yet which node reaches which. */
const moveOfSeat = async () => ['moved', 'stayed', 'doubt'][(await seat(JOB, HOSTS[1])).code];

/** Lets a fault happen after so long, or after half of that, until it does. */
async function happens(after, act) {
  for (let attempt = 0; attempt < 8; attempt++) {
    if (await act(after / 2 ** attempt)) return [];
  }
  return ['it never happened'];
}

/** ssh is killed, or late, at any call. */
async function ofConnections(note) {
  const small = ['pack', 'unpack', 'dump', 'restore', 'commit', 'go', 'forget'];
  const large = ['rehearse', 'packahead', 'delta', 'patch'];
  const direct = ['direct-look', 'direct-packahead', 'direct-delta'];
  for (const verb of [...small, ...large, ...direct]) {
    const mb = small.includes(verb) ? 5 : LARGE;
    // Where the source does not reach the target, all goes through the seat.
    const way = large.includes(verb) ? ['direct-look kill 0'] : [];
    for (const ms of [5, 40, 150]) {
      let end;
      const never = await happens(ms, async (after) => {
        await begin(mb);
        plan('dump lease 20', `${verb} kill ${after}`, ...way);
        end = await (small.includes(verb) ? moved() : moveOfSeat());
        if (end === 'doubt') await recoverHere(JOB);
        await recoverHere(JOB);
        return happened(`${verb} kill`) === 1;
      });
      const wrong = await wrongWith(JOB, { mb });
      note(`ssh of ${verb} killed after ${ms} ms (${end})`, [...never, ...wrong]);
    }
  }
  // On a slow machine a short lease ends before there is anything to commit: then a longer one.
  let [isTried, lease, said] = [false, 2, ''];
  for (; !isTried && lease <= 16; lease *= 2) {
    await begin();
    plan(`commit wait ${1000 * (lease + 2)}`, `dump lease ${lease}`);
    ({ said } = await seat(JOB, HOSTS[1]));
    isTried = happened('commit wait') === 1;
  }
  const isTold = /^[^\n]* stays at [^\n]*: it has run on here meanwhile$/.test(said);
  note('commit after the lease', [
    ...(isTried ? [] : ['it never happened']),
    ...(isTold ? [] : [said]),
    ...(await wrongWith(JOB, { at: 1 })),
  ]);
}

/** criu is killed or told to end. */
async function ofCriu(note) {
  failingCriu(true);
  const hit = async (node, verb, signal, seconds) => {
    await begin();
    await onNode(node, `rm -f /dev/shm/hits; echo ${verb} ${signal} ${seconds} >/dev/shm/fault`);
    const moved = await seat(JOB, HOSTS[1]);
    const hits = await onNode(
      node,
      'cat /dev/shm/hits 2>/dev/null; rm -f /dev/shm/fault /dev/shm/hits',
    );
    return { ...moved, isHit: hits !== '' };
  };
  for (const seconds of [0.005, 0.02, 0.04, 0.07]) {
    let exit;
    const never = await happens(seconds, async (after) => {
      const { code, isHit } = await hit(2, 'restore', 'KILL', after);
      exit = code;
      return isHit;
    });
    const wrong = await wrongWith(JOB, { at: exit === 0 ? 2 : 1 });
    note(`criu restore killed after ${seconds} s (exit ${exit})`, [...never, ...wrong]);
  }
  for (const signal of ['TERM', 'HUP', 'INT']) {
    for (const seconds of [0.01, 0.03]) {
      const unmoved = [];
      const never = await happens(seconds, async (after) => {
        const { code, said, isHit } = await hit(1, 'dump', signal, after);
        if (code !== 0) unmoved.push(said);
        return isHit;
      });
      const wrong = await wrongWith(JOB, { at: 2 });
      note(`${signal} to criu dump after ${seconds} s`, [...never, ...unmoved, ...wrong]);
    }
  }
  failingCriu(false);
}

const seatDied = () => (happened(' seat') === 1 ? [] : ['it never happened']);

/** Seats die where it matters, come too late, or are two. */
async function ofSeats(note) {
  for (const { name, mb } of [
    { name: 'small', mb: 5 },
    { name: 'rehearsed', mb: LARGE },
  ]) {
    await begin(mb);
    plan('pack|direct-delta seat 0', 'dump lease 3');
    await seat(JOB, HOSTS[1]);
    const wrong = seatDied();
    if (running().length > 0) wrong.push('it runs after the dump');
    if (!(await runsAgain())) wrong.push('its lease did not end');
    await recoverBySeat(JOB);
    note(`seat dies after the dump of a ${name} job, nobody comes`, [
      ...wrong,
      ...(await wrongWith(JOB, { at: 1, mb })),
    ]);
  }

  await begin();
  plan('commit seat 0');
  await seat(JOB, HOSTS[1]);
  const two = [...seatDied(), ...seenFromOutside(JOB)];
  await recoverBySeat(JOB);
  note('seat dies before commit', [
    ...(two.join('') === 'TT' ? [] : [`seen before recovery: ${two.join(' ')}`]),
    ...(await wrongWith(JOB, { at: 1 })),
  ]);

  await begin();
  plan('commit seat 0', 'dump lease 3');
  await seat(JOB, HOSTS[1]);
  const leased = seatDied();
  if (!(await runsAgain())) leased.push('its lease did not end');
  await recoverBySeat(JOB);
  note('seat dies before commit, nobody comes', [...leased, ...(await wrongWith(JOB, { at: 1 }))]);

  await begin();
  plan('go seat 0');
  await seat(JOB, HOSTS[1]);
  const none = seatDied();
  if (running().length > 0) none.push('it runs before go');
  await recoverBySeat(JOB);
  note('seat dies after commit', [...none, ...(await wrongWith(JOB, { at: 2 }))]);

  await begin();
  const both = await Promise.all([seat(JOB, HOSTS[1]), wait(150).then(() => seat(JOB, HOSTS[2]))]);
  await recoverBySeat(JOB);
  const codes = both.map(({ code }) => code);
  note(`two seats at once (exit ${codes.join(', ')})`, await wrongWith(JOB, {}));
}

/** Waits until the end of a lease of a few seconds has made it run. */
async function runsAgain() {
  for (let i = 0; i < 100 && running().length !== 1; i++) await wait(200);
  return running().length === 1;
}

const running = () => seenFromOutside(JOB).filter((state) => 'RSD'.includes(state));
