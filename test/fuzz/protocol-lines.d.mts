export function randomOf(seed: number): () => number;
export function lineOf(random: () => number, id: number): string;
