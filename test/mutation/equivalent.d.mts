type Equivalent = readonly [file: string, line: string, code: string, becomes: string, why: string];
export const EQUIVALENT: readonly Equivalent[];
