// A cluster minute by minute, with a node that fails.
import { open } from 'mtop-sim';

const session = await open('auckland', { seed: 7 });
session.subscribe((event) => {
  if (event.type === 'node-crashed') console.log(`node ${event.node} crashed`);
});
for (let minute = 1; minute <= 5; minute++) {
  session.advance(60 * minute);
  if (minute === 3) session.send({ do: 'crash', node: 7 });
  const running = session
    .view()
    .nodes()
    .map(({ runnable }) => runnable);
  console.log(`${minute} min: ${running.join(' ')}`);
}
