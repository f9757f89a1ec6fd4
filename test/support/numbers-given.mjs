/**
 * The whole numbers that follow the name of a script, each 1 or more. Where something else does,
 * the script ends with a sentence: what is run zero times finds nothing wrong.
 * @param {readonly string[]} names what they are, in their order
 * @returns {readonly (number | undefined)[]} undefined: not given
 */
export function numbersGiven(names) {
  const words = process.argv.slice(2);
  const numbers = words.map(Number);
  if (words.length <= names.length && numbers.every((one) => Number.isInteger(one) && one >= 1)) {
    return names.map((_, index) => numbers[index]);
  }
  const form = names.map((name) => `[${name}]`).join(' ');
  process.stderr.write(`${words.join(' ')}: it must be ${form}, each a whole number from 1\n`);
  return process.exit(2);
}
