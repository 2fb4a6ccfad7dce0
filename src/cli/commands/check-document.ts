import type { CheckOptions as Settings } from '../../check/options.js';
import { fail } from '../../errors.js';
import type { CompatibilityReport } from '../../model/compatibility-report.js';
import type { LoadedDocument } from '../../read/document.js';
import { type DocumentType, says } from '../../read/document-type.js';
import type { ReferencePolicy } from '../../read/openapi/files.js';
import { recognize } from '../../read/schema-type.js';
import type { Io } from '../io.js';

/** Two documents, and how they are compared. */
export interface DocumentCheck {
  readonly before: LoadedDocument;
  readonly after: LoadedDocument;
  readonly settings: Settings;
  readonly type?: DocumentType;
  readonly policy: ReferencePolicy;
  readonly note: (text: string) => void;
}

/** Compares two documents of JSON or YAML: schemas of databases, or API descriptions. */
export async function checkDocuments(check: DocumentCheck, io: Io): Promise<CompatibilityReport> {
  const { before, after, type: wanted, note } = check;
  const type = recognize(before, after, wanted);
  if (!says(before.value, type) && !says(after.value, type)) {
    note(`neither schema says anything that a check of type ${type} compares`);
  }
  return CHECKS[type](check, io);
}

/** Each loads only what its type of schema needs. */
const CHECKS: Readonly<Record<DocumentType, (check: DocumentCheck, io: Io) => Promise<CompatibilityReport>>> = {
  async database({ before, after, settings }) {
    const { readRelational } = await import('../../read/relational.js');
    const { checkRelational } = await import('../../check/check-relational.js');
    return checkRelational(readRelational(before), readRelational(after), settings);
  },
  async api({ before, after, settings, policy, note }, io) {
    const { checkOpenApi } = await import('../../check/check-openapi.js');
    if (settings.rules === 'classic') {
      const { readOpenApi } = await import('../../read/openapi.js');
      return checkOpenApi(readOpenApi(before, 'classic'), readOpenApi(after, 'classic'), settings).report;
    }
    refuseSilence(before, after);
    io.optimizeLate?.();
    const { loadDescription } = await import('../../read/openapi/load.js');
    const from = await loadDescription(before, policy);
    const to = await loadDescription(after, policy);
    for (const text of [...from.notes, ...to.notes]) note(text);
    const { locateFindings } = await import('../../check/locate-findings.js');
    const checked = checkOpenApi(from.description, to.description, settings);
    return locateFindings(checked, { before: from.locate, after: to.locate });
  },
};

// Where one side is an API, the other one is what is left of a description that was not written as it should be.
function refuseSilence(...documents: readonly LoadedDocument[]): void {
  if (documents.every(({ value }) => !says(value, 'api'))) return;
  for (const { name, value } of documents) {
    if (says(value, 'api')) continue;
    const remedy = 'check what was written there; an API without anything has a version and "paths": {}';
    fail('WRONG_SUBJECT', {
      file: name,
      expected: 'an API description',
      found: 'JSON that says nothing of one',
      remedy,
    });
  }
}
