/** Every line of a text four spaces in, as messages show what is written somewhere. */
export function indented(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

/** A text in quotes, of which a long one is cut. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
