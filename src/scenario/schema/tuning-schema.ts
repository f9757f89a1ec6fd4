import type { CallCosts, Overheads } from '../../cluster/facts/overheads.js';
import { type Fields, mapSchema, optional, type Read, reader, readMap } from './field.js';
import { quantity, SECONDS } from './readers.js';

interface Calls {
  readonly call: number | undefined;
  readonly handling: number | undefined;
}

interface All extends Calls {
  readonly migration: number | undefined;
}

const seconds = optional<number | undefined>(quantity(SECONDS), undefined);

/** What settune takes, and what setmfscosts takes. */
export const COST_FIELDS: Fields<All> = { call: seconds, handling: seconds, migration: seconds };
export const CALL_FIELDS: Fields<Calls> = { call: seconds, handling: seconds };

export function callCosts({ call, handling }: Calls): Partial<CallCosts> {
  return {
    ...(call !== undefined && { latencySeconds: call }),
    ...(handling !== undefined && { handlingSeconds: handling }),
  };
}

export function overheads({ migration, ...calls }: All): Partial<Overheads> {
  return { ...callCosts(calls), ...(migration !== undefined && { fixedSeconds: migration }) };
}

/** `overheads` of a node, which gives all of its costs. */
export const ownOverheads: Read<Overheads> = table(COST_FIELDS, ({ call, handling, migration }) =>
  call === undefined || handling === undefined || migration === undefined
    ? undefined
    : { latencySeconds: call, handlingSeconds: handling, fixedSeconds: migration },
);

/** `mfscosts` of a node. */
export const ownMfsCosts: Read<CallCosts> = table(CALL_FIELDS, ({ call, handling }) =>
  call === undefined || handling === undefined
    ? undefined
    : { latencySeconds: call, handlingSeconds: handling },
);

function table<Written extends object, Costs>(
  fields: Fields<Written>,
  costsOf: (written: Written) => Costs | undefined,
): Read<Costs> {
  const keys = Object.keys(fields);
  return reader(
    () => ({ ...mapSchema(fields), required: keys }),
    (value, report) => {
      const costs = costsOf(readMap(value, fields, report));
      if (costs === undefined) report(value, `must give ${keys.join(', ')}`);
      return costs;
    },
  );
}
