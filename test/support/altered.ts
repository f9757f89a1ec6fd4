/** An object of which some say something else than it does. */
export function altered<T extends object>(
  object: T,
  changes: Partial<Record<keyof T, unknown>>,
): T {
  return new Proxy(object, {
    get(target, key) {
      if (key in changes) return changes[key as keyof T];
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
