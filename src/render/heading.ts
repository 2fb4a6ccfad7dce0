/** A heading of a report as a sentence: reports have theirs in capitals. */
export function sentenceCase(heading: string): string {
  return heading.charAt(0) + heading.slice(1).toLowerCase();
}
