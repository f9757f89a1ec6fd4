/**
 * The rows in the order of their arrival; rows of the same time keep the order of their file.
 * @returns undefined when they are in that order already
 */
export function arrivalOrder(arrivals: Float64Array): Uint32Array | undefined {
  let row = 1;
  while (row < arrivals.length && arrivals[row]! >= arrivals[row - 1]!) row++;
  if (row >= arrivals.length) return undefined;
  const order = Uint32Array.from(arrivals, (_, index) => index);
  // Typed arrays sort stably since ECMAScript 2019.
  return order.sort((a, b) => arrivals[a]! - arrivals[b]!);
}
