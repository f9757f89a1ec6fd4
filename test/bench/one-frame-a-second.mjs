import { openScenario } from '../../dist/cli/opening/open-scenario.js';
import { openSession } from '../../dist/cli/opening/open-session.js';
import { startDashboard } from '../../dist/tui/app.js';

// The dashboard at rate 1 with one frame a second, as `htop -d 10` has.
const session = await openSession(openScenario(process.argv[2], {}), { measures: true });
const options = { session, rate: 1, framesPerSecond: 1, environment: process.env };
process.exit(await startDashboard(options));
