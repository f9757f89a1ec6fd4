/** What may be known at once, or take time. */
export type Later<T> = T | Promise<T>;

/** Uses something as soon as it is known: at once, if it is. */
export function whenKnown<T, R>(answer: Later<T>, use: (known: T) => Later<R>): Later<R> {
  return answer instanceof Promise ? answer.then(use) : use(answer);
}

/** All of them as soon as the last one is known. */
export function allKnown<T>(answers: readonly Later<T>[]): Later<readonly T[]> {
  const isThere = (answer: Later<T>): answer is T => !(answer instanceof Promise);
  return answers.every(isThere) ? answers : Promise.all(answers);
}
