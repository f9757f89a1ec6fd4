import type { NodeView } from './view.js';

/** The part of its memory that a node's processes do not have to wait for, 0 to 1 (mosmon -u). */
export function utilisability({
  memoryBytes,
  swapUsedBytes,
}: Pick<NodeView, 'memoryBytes' | 'swapUsedBytes'>): number {
  return memoryBytes === 0 ? 1 : memoryBytes / (memoryBytes + swapUsedBytes);
}
