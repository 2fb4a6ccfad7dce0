import type { Sequence, SequenceOptions } from '../../../model/catalog/objects.js';
import { nameOf, owned } from './assemble.js';
import { commentOn, isOfExtension, isSystemSchema, privilegesOn, type Row } from './query.js';
import type { Reader } from './reader.js';

/** The options of a sequence, as JSON with texts for numbers. */
export function sequenceOptionsIn(oid: string): string {
  return `(SELECT json_build_object('type', format_type(q.seqtypid, NULL), 'start', q.seqstart::text,
      'increment', q.seqincrement::text, 'minimum', q.seqmin::text, 'maximum', q.seqmax::text,
      'cache', q.seqcache::text, 'cycles', q.seqcycle) FROM pg_sequence q WHERE q.seqrelid = ${oid})`;
}

export function sequenceOptionsOf(options: SequenceOptions): SequenceOptions {
  const { type, start, increment, minimum, maximum, cache, cycles } = options;
  return { type, start, increment, minimum, maximum, cache, cycles };
}

/** Those that no identity column has. */
export async function readSequences({ run }: Reader): Promise<Sequence[]> {
  const rows = await run(`SELECT n.nspname AS schema, c.relname AS name, pg_get_userbyid(c.relowner) AS owner,
      ${privilegesOn('c.relacl', 's', 'c.relowner')} AS privileges, ${commentOn('pg_class', 'c.oid')} AS comment,
      ${sequenceOptionsIn('c.oid')} AS options, c.relpersistence::text AS persistence,
      (SELECT json_build_object('table', json_build_object('schema', tn.nspname, 'name', t.relname), 'column', a.attname)
        FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace tn ON tn.oid = t.relnamespace
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass
          AND d.deptype = 'a') AS owned_by
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'S' AND NOT ${isSystemSchema('n.nspname')} AND NOT ${isOfExtension('pg_class', 'c.oid')}
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
        AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i')
    ORDER BY n.nspname::text COLLATE "C", c.relname::text COLLATE "C"`);
  return rows.map(sequenceOf);
}

function sequenceOf(row: Row): Sequence {
  return {
    ...nameOf(row),
    ...owned(row),
    options: sequenceOptionsOf(row.options),
    persistence: row.persistence === 'u' ? 'unlogged' : row.persistence === 't' ? 'temporary' : 'permanent',
    ...(row.owned_by === null ? {} : { ownedBy: row.owned_by }),
  };
}
