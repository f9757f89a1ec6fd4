export const PICTURES: Readonly<Record<string, string>>;
export function wordsOf(name: string): readonly string[];
