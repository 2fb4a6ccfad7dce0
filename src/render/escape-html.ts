import { printable } from '../lib/printable.js';

/** Text that is text, in an element and in an attribute. */
export function escaped(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return printable(text).replaceAll(/[&<>"']/g, (character) => names[character] ?? character);
}
