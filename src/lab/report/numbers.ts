/** With so many digits as say something: "3.2768", "12 400", "0.0021". */
export function numberText(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.floor(Math.log10(Math.abs(value)));
  if (size < -5 || size > 12) return minus(value.toExponential(Math.min(2, digits - 1)));
  return fixed(value, Math.max(0, digits - 1 - size));
}

/** "3.28 ± 0.04": the half width with two digits, the mean with as many decimals. */
export function intervalText(mean: number, halfWidth: number): string {
  if (!Number.isFinite(mean)) return '–';
  if (!Number.isFinite(halfWidth)) return numberText(mean);
  // What rounding leaves is no width.
  if (halfWidth <= 1e-9 * Math.abs(mean)) return `${numberText(mean)} ± 0`;
  const size = Math.floor(Math.log10(halfWidth));
  if (size < -5) return `${numberText(mean)} ± ${halfWidth.toExponential(0)}`;
  const decimals = Math.max(0, 1 - size);
  return `${fixed(mean, decimals)} ± ${fixed(halfWidth, decimals)}`;
}

function fixed(value: number, decimals: number): string {
  const [whole = '', part] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, '\u202f') : whole;
  const text = part === undefined ? grouped : `${grouped}.${part}`;
  return value < 0 && Number(value.toFixed(decimals)) !== 0 ? `−${text}` : text;
}

function minus(text: string): string {
  return text.replace(/-/g, '−');
}
