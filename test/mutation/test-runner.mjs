/**
 * Runs test files in a copy of the project when its parent asks, in one process that stays:
 * starting Vitest takes longer than most tests. Asked { tests, changed, all }, it answers with what
 * failed first.
 */
import { join } from 'node:path';
import { createVitest } from 'vitest/node';

/** Said of a file that fails though none of its tests does. */
const UNREAD = ': does not load';

const [folder, options] = process.argv.slice(2);
const vitest = await createVitest('test', {
  root: folder,
  watch: false,
  // Its parent hears of every test, and so knows when one does not end.
  reporters: [
    {
      onTestCaseResult: (test) => void process.send(wordOf(test)),
      onTestModuleEnd(module) {
        for (const fails of failures(module).filter((name) => name.endsWith(UNREAD))) {
          process.send({ fails });
        }
      },
    },
  ],
  bail: 1,
  maxWorkers: 1,
  // On a busy computer a test may take long; what computes for ever its parent ends.
  testTimeout: 120_000,
  hookTimeout: 120_000,
  cache: false,
  // In the order asked for: the cheap ones first.
  sequence: { sequencer: InOrder() },
  ...JSON.parse(options),
});
await vitest.standalone();
let order = new Map();

process.on('message', async ({ tests, changed }) => {
  for (const file of changed) vitest.invalidateFile(join(folder, 'src', file));
  // What it knows of earlier runs would be told again.
  vitest.state.filesMap.clear();
  order = new Map(tests.map((test, at) => [test, at]));
  const project = vitest.getRootProject();
  const specifications = tests.map((test) => project.createSpecification(test));
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  process.send({
    failed: testModules.flatMap(failures).concat(unhandledErrors.map((error) => `${error}`)),
    durations: testModules.map((module) => [module.moduleId, module.diagnostic().duration]),
  });
});
// Whoever asked has ended, by whatever signal.
process.on('disconnect', () => process.exit());
process.send('ready');

/** A test has ended: what it is called, if it has failed, and whether because it took too long. */
function wordOf(test) {
  const name = test.module.relativeModuleId.replace(/^test\//, '');
  const { state, errors = [] } = test.result();
  const isLate = errors.some(({ message }) => /^(Test|Hook) timed out in /.test(message));
  return state === 'failed' ? { fails: `${name}: ${test.fullName}`, isLate } : 'goes on';
}

function failures(module) {
  const name = module.relativeModuleId.replace(/^test\//, '');
  const failed = [...module.children.allTests('failed')].map((test) => `${name}: ${test.fullName}`);
  return failed.length > 0 || module.state() !== 'failed' ? failed : [name + UNREAD];
}

function InOrder() {
  return class {
    shard(files) {
      return files;
    }
    sort(files) {
      return files.sort((a, b) => order.get(a.moduleId) - order.get(b.moduleId));
    }
  };
}
