/** Names as a sentence holds them: the first few, and how many more there are. */
export function listed(names: readonly string[], most = 12, separator = ', '): string {
  if (names.length <= most) return names.join(separator);
  return `${names.slice(0, most).join(separator)} and ${names.length - most} more`;
}
