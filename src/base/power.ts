/**
 * `base` to the power of `exponent`, of a base above 0, or of 0 and an exponent above 0. It has the same digits in all
 * versions of Node.js: those of `**` depend on the version where the exponent is not whole, those of exp and log
 * do not.
 */
export function power(base: number, exponent: number): number {
  return Math.exp(exponent * Math.log(base));
}
