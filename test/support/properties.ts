import fc from 'fast-check';

/** The same inputs in every run, so that what fails fails again; FC_SEED draws others. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.FC_SEED ?? 2003) });

export type { Arbitrary } from 'fast-check';
export default fc;
