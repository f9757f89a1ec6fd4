/**
 * Whether a measurement is to be short: `-- --quick`. Where anything else is asked for, the script
 * ends with a sentence.
 */
export function quickAsked() {
  const words = process.argv.slice(2);
  const unknown = words.filter((word) => word !== '--quick');
  if (unknown.length === 0) return words.length > 0;
  process.stderr.write(`${unknown.join(' ')}: there is --quick, and nothing else\n`);
  return process.exit(2);
}
