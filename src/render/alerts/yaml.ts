import { dump } from 'js-yaml';

/** Documents of YAML under a heading of comments; texts are quoted as they need it. */
export function yamlOf(heading: string, ...documents: readonly object[]): string {
  return `${heading}${documents.map((document) => dump(document, { lineWidth: -1, noRefs: true })).join('---\n')}`;
}
