/**
 * Text without controls and without the marks that turn the direction of text round, which could hide or fake what a
 * reader sees (CVE-2021-42574); line breaks and tabs stay.
 */
export function printable(text: string): string {
  return text.replaceAll(/(?![\n\t])\p{Cc}|\p{Bidi_Control}|[\u2028\u2029]/gu, '\uFFFD');
}
