import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { scenarioSchema } from '../../../src/scenario/schema/scenario-fields.js';
import { policies } from '../../../src/scheduler/policies/registry.js';

it('the schema that is shipped is that of the check', () => {
  const shipped = readFileSync(new URL('../../../config/scenario.schema.json', import.meta.url));
  const schema = scenarioSchema(policies.map(({ name }) => name));
  expect(JSON.parse(shipped.toString())).toEqual(JSON.parse(JSON.stringify(schema)));
});
