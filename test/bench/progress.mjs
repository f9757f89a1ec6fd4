/** One line on a terminal that says what is being done; elsewhere nothing. */
export function progressLine() {
  const { stderr } = process;
  return (text) => {
    if (stderr.isTTY) stderr.write(`\r\x1b[K${text}`);
  };
}
