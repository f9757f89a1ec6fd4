export interface NumberedMistake {
  readonly start: number;
  readonly end: number;
  readonly number: number;
  readonly becomes: string;
  readonly kind: string;
}
export function withSwitches(
  file: string,
  text: string,
  numbered: readonly NumberedMistake[],
): { readonly text: string; readonly switched: readonly number[] };
export function testWithSwitches(text: string, name: string, numbers: readonly number[]): string;
export function switchModule(log: string): string;
