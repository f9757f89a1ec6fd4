import { it } from 'vitest';
import { shipped, show, places, crowd, only, meanResponse } from '../support/shipped.js';
it('x', () => {
  const log = (...x: unknown[]) => console.log(x.map((y) => typeof y === 'string' ? y : JSON.stringify(y)).join(' '));
  for (const policy of ['openmosix', 'none']) {
    for (const n of ['io-away', 'dfsa', 'compile-farm', 'memory', 'out-of-memory', 'interactive', 'pipeline']) {
      const r = show(shipped(n, { policy }));
      const ends = only(r, 'completed');
      log(n, policy, 'resp', meanResponse(r), 'last', ends.at(-1)?.at, 'migr', only(r, 'migrated').length, 'killed', only(r, 'killed').map(e=>[e.at,e.pid,e.cause,e.signal]), crowd(r), r.session.view().now);
    }
  }
  const d = shipped('dfsa'); const r0 = show({ ...d, kernel: { ...d.kernel, dfsa: false } });
  log('dfsa false', meanResponse(r0), only(r0, 'migrated').length);
  const io = show(shipped('io-away')); log(only(io,'migrated').map(e=>[e.at,e.pid,e.from,e.to,e.cause]));
  log('dfsa', only(show(d),'migrated').map(e=>[e.at,e.pid,e.from,e.to,e.cause]));
  const me = show(shipped('memory')); log('memory', only(me,'migration-started').map(e=>[e.at,e.pid,e.from,e.to,e.reason]));
  const inter = show(shipped('interactive')); log('inter', only(inter,'migrated').map(e=>[e.at,e.pid,e.from,e.to,e.cause]));
  const fn = show(shipped('fast-nodes')); log('fast', crowd(fn), places(fn), only(fn,'migrated').length);
  for (const t of [15, 29, 35,45, 69, 85, 95, 119, 149, 160, 179, 209, 240]) { const a = show(shipped('administration'), t); log('adm', t, crowd(a), a.session.view().nodes().map(n=>n.status)); }
  const cm = show(shipped('cantmove')); log(places(cm), only(cm,'refused').map(e=>e.reason));
  for (const t of [50, 75, 100, 180]) log('locked', t, crowd(show(shipped('locked-by-accident'), t)));
  for (const t of [50, 120]) log('master', t, crowd(show(shipped('master-node'), t)));
  const fa = show(shipped('faults')); log('faults', only(fa,'node-crashed').length, only(fa,'killed').length, only(fa,'killed').every(e=>e.cause==='node died'), only(fa,'completed').length);
  const nc = show(shipped('network-cut')); log('cut', [59,89,170,200,300].map(t=>crowd(show(shipped('network-cut'), t))), only(nc,'migrated').map(e=>[e.at,e.from,e.to]));
  const to = show(shipped('topology')); log('topo', only(to,'migrated').map(e=>[e.at,e.from,e.to,e.seconds]), crowd(to));
  log('strangers', [14,30,59,65,80,120].map(t=>crowd(show(shipped('strangers'), t))), only(show(shipped('strangers')),'intrusion').length);
  const st = shipped('strangers'); const sp = show({...st, kernel:{...st.kernel, secureports:true}}, 30); log('secure', crowd(sp), only(sp,'intrusion')[0] );
  log('auto', [59,70,80,120].map(t=>crowd(show(shipped('autodiscovery'), t))), only(show(shipped('autodiscovery')),'node-found'));
  for (const n of ['noht','hyper-threading','hyper-threading-aware']) log(n, [59,119,179,239,299,359,419,479].map(t=>crowd(show(shipped(n), t))));
});
