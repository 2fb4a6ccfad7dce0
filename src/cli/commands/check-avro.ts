import { checkAvro } from '../../check/check-avro.js';
import { reportHistory } from '../../check/check-history.js';
import { locateFindings } from '../../check/locate-findings.js';
import { loadAvro } from '../../read/avro/load.js';
import type { CheckContract } from './contracts.js';

/** Compares Avro schemas: each version before with the one after, all files of a version together. */
export const checkAvroContract: CheckContract = async ({ before, after, settings, choices }) => {
  const options = { ...settings, mode: choices.mode ?? 'backward' } as const;
  const newest = await loadAvro(after.files);
  const versions = [];
  for (const version of before) {
    const older = await loadAvro(version.files);
    const checked = checkAvro(older.schemas, newest.schemas, options);
    const report = await locateFindings(checked, { before: older.locate, after: newest.locate });
    versions.push({ name: version.name, report });
  }
  return reportHistory(versions, settings);
};
