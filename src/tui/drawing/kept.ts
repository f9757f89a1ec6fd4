/**
 * `compute`, with its last result kept: given the same again, it gives the same object again, for
 * which nothing is computed, measured or painted anew. The inputs are all that it depends on, and
 * are compared by identity: state never changes.
 */
export function kept<Inputs extends readonly unknown[], Result>(
  compute: (...inputs: Inputs) => Result,
): (...inputs: Inputs) => Result {
  let last: { readonly inputs: Inputs; readonly result: Result } | undefined;
  return (...inputs) => {
    if (last === undefined || inputs.some((input, at) => !Object.is(input, last!.inputs[at]))) {
      last = { inputs, result: compute(...inputs) };
    }
    return last.result;
  };
}
