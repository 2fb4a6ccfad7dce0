/** What a description tells people, which no rule asks about (JSON Schema 2020-12, Core, section 8.3, and Validation, section 9; OpenAPI 3.1). */
export const SAID_TO_PEOPLE: ReadonlySet<string> = new Set([
  ...['summary', 'description', 'title', 'externalDocs', 'example', 'examples', '$comment'],
]);

/** Keywords that say nothing of a value, wherever they stand. */
export const ANNOTATIONS: ReadonlySet<string> = new Set([...SAID_TO_PEOPLE, 'default', 'deprecated']);
