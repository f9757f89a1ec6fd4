export function mutated(bytes: Buffer, below: (limit: number) => number): Buffer;
