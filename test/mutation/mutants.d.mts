type Mutant = readonly [what: string, file: string, code: string, becomes: string];
export const MUTANTS: readonly Mutant[];
