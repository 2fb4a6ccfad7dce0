import { findAvroChanges } from '../diff/avro/find-changes.js';
import type { AvroConcrete, AvroSchemas, AvroType } from '../model/avro.js';
import type { Finding } from '../model/finding.js';
import { FLOWS, type Spots } from '../model/openapi-change.js';
import { AVRO_RULES } from '../rules/avro/registry.js';
import { judge, listed } from '../rules/rule.js';
import type { ModeOptions } from './check-json-schema.js';
import type { LocatedReport } from './check-openapi.js';
import { proveDatum } from './prove-datum.js';
import { reportCompatibility } from './report-compatibility.js';

/** Checks two versions of Avro schemas by schema resolution (Avro 1.12). */
export function checkAvro(before: AvroSchemas, after: AvroSchemas, options: ModeOptions): LocatedReport {
  const settings = { ...options, rules: 'all' } as const;
  const judged = judge(findAvroChanges(before, after, options.mode), AVRO_RULES, settings);
  const changes = new Map(judged.map(({ finding, change }) => [finding, change]));
  const spots: (Spots | undefined)[] = [];
  const elaborate = (finding: Finding): Finding => {
    const change = changes.get(finding);
    spots.push(change?.spots);
    if (change === undefined) return finding;
    const directions = FLOWS.filter((flow) => change.effect[flow] !== undefined);
    const witness = directions
      .map((flow) => {
        const harm = change.effect[flow];
        const ends = flow === 'request' ? endsOf(before, after, 'before') : endsOf(after, before, 'after');
        return harm && proveDatum(harm, ends);
      })
      .find((found) => found !== undefined);
    return { ...finding, ...(directions.length > 0 && { directions }), ...(witness && { witness }) };
  };
  const summaries = { before: summaryOf(before), after: summaryOf(after) };
  const report = reportCompatibility({ ...summaries, findings: listed(judged), scripts: [], elaborate }, settings);
  return { report, spots };
}

function endsOf(writer: AvroSchemas, reader: AvroSchemas, accepted: 'before' | 'after') {
  return { writer: writer.resolve, reader: reader.resolve, accepted } as const;
}

/** What a version holds, as far as a report shows it. */
function summaryOf({ roots, resolve }: AvroSchemas): object {
  const named = (type: AvroType | undefined): unknown => {
    const concrete: AvroConcrete | undefined = type && resolve(type);
    return concrete === undefined ? null : 'name' in concrete ? concrete.name : concrete.kind;
  };
  return { schemas: roots.map(({ key, type, message }) => ({ name: key, type: message?.name ?? named(type) })) };
}
