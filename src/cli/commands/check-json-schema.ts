import { reportHistory } from '../../check/check-history.js';
import { checkJsonSchema, type JsonSchemaPair, reportJsonSchemas } from '../../check/check-json-schema.js';
import { locateFindings } from '../../check/locate-findings.js';
import type { ContractFile } from '../../read/contracts/files.js';
import { textOf } from '../../read/contracts/files.js';
import type { ContractInput } from '../../read/contracts/find-contract.js';
import { pairFiles } from '../../read/contracts/pair-files.js';
import { readValue } from '../../read/document.js';
import { loadJsonSchema, schemaDocumentOf } from '../../read/json-schema/load.js';
import type { CheckContract, ContractCheck } from './contracts.js';

/** Compares JSON Schemas: each version before with the one after, a file with the one that has its path. */
export const checkJsonSchemaContract: CheckContract = async (check) => {
  const { before, after, settings } = check;
  const versions = [];
  for (const version of before) versions.push({ name: version.name, report: await compare(version, after, check) });
  return reportHistory(versions, settings);
};

async function compare(before: ContractInput, after: ContractInput, check: ContractCheck) {
  const { settings, choices, note } = check;
  const options = { ...settings, mode: choices.mode ?? 'backward' } as const;
  const { pairs, removed, added } = pairFiles(before, after);
  const compared: JsonSchemaPair[] = [];
  for (const [from, to] of pairs) {
    const [left, right] = [await load(from, check), await load(to, check)];
    for (const text of [...left.notes, ...right.notes]) note(text);
    const report = await locateFindings(checkJsonSchema(left.schema, right.schema, options), {
      before: left.locate,
      after: right.locate,
    });
    compared.push({ before: left.schema, after: right.schema, report });
  }
  const names = (files: readonly ContractFile[]) => files.map(({ name }) => name);
  return reportJsonSchemas({ pairs: compared, removed: names(removed), added: names(added) }, options);
}

async function load(file: ContractFile, { choices }: ContractCheck) {
  const loaded = await readValue({ name: file.name, text: textOf(file) });
  return loadJsonSchema(schemaDocumentOf(loaded), choices.policy);
}
