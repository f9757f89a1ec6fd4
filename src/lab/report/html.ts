import { printableLines } from '../../base/printable.js';

/** Text as it may stand in HTML, in elements and in attributes: also what came from a file. */
export function escaped(text: string): string {
  return printableLines(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** An element with what is in it; attributes by name. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...inner: readonly string[]
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return `<${name}${written.join('')}>${inner.join('')}</${name}>`;
}
