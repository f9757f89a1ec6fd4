/** "1 cell", "12 cells", "2 entries". */
export function counted(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

/** "1 process", "12 processes". */
export function countedProcesses(amount: number): string {
  return counted(amount, 'process', 'processes');
}
