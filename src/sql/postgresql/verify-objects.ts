import { isParsed } from '../../diff/catalog/parsed-body.js';
import type { Extension, Routine, Sequence, UserType, View } from '../../model/catalog/objects.js';
import { type Condition, changed, classOf, constants, described, optionsAre, truth } from './conditions.js';
import { signature } from './objects.js';
import { full, literal, reg } from './spelling.js';

export function ofSequence(was: Sequence | undefined, is: Sequence): Condition[] {
  return [
    ...counter(`pg_catalog.pg_sequence WHERE seqrelid = ${reg('regclass', full(is))}`, was?.options, is.options),
    ...changed(classOf(is), [
      [was?.persistence, is.persistence, `relpersistence = '${is.persistence[0]}'`],
      [was?.comment ?? '', is.comment ?? '', described('oid', 'pg_class', is.comment)],
    ]),
  ];
}

export function counter(where: string, was: Sequence['options'] | undefined, is: Sequence['options']): Condition[] {
  return changed(where, [
    [was?.type, is.type, `seqtypid = ${literal(is.type)}::pg_catalog.regtype`],
    [was?.start, is.start, `seqstart = ${is.start}`],
    [was?.increment, is.increment, `seqincrement = ${is.increment}`],
    [was?.minimum, is.minimum, `seqmin = ${is.minimum}`],
    [was?.maximum, is.maximum, `seqmax = ${is.maximum}`],
    [was?.cache, is.cache, `seqcache = ${is.cache}`],
    [was?.cycles, is.cycles, truth('seqcycle', is.cycles)],
  ]);
}

const PARALLEL = { unsafe: 'u', restricted: 'r', safe: 's' } as const;

export function ofRoutine(was: Routine | undefined, is: Routine): Condition[] {
  const where = `pg_catalog.pg_proc WHERE oid = ${reg('regprocedure', signature(is).replaceAll('VARIADIC ', ''))}`;
  // A body that the server has parsed is printed in its own way.
  const isText = !isParsed(is);
  const lengths = 'cardinality(proconfig)';
  return [
    ...changed(where, [
      // The body of an aggregate is the name of its code.
      ...(isText && is.type !== 'aggregate' && was?.body.text !== is.body.text
        ? [[was?.body.text, is.body.text, `prosrc = ${literal(is.body.text)}`] as const]
        : []),
      [was?.volatility, is.volatility, `provolatile = '${is.volatility[0]}'`],
      [was?.isStrict, is.isStrict, truth('proisstrict', is.isStrict)],
      [was?.isSecurityDefiner, is.isSecurityDefiner, truth('prosecdef', is.isSecurityDefiner)],
      [was?.isLeakproof, is.isLeakproof, truth('proleakproof', is.isLeakproof)],
      [was?.parallel, is.parallel, `proparallel = '${PARALLEL[is.parallel]}'`],
      [
        was && Object.keys(was.settings).length,
        Object.keys(is.settings).length,
        `coalesce(${lengths}, 0) = ${Object.keys(is.settings).length}`,
      ],
      [was?.comment ?? '', is.comment ?? '', described('oid', 'pg_proc', is.comment)],
    ]),
    ...(isText ? [] : constants('pg_catalog.pg_get_functiondef(oid)', was?.body.text, is.body.text, where)),
  ];
}

export function ofType(was: UserType | undefined, is: UserType): Condition[] {
  const where = `pg_catalog.pg_type WHERE oid = ${reg('regtype', full(is))}`;
  const labels = `(SELECT array_agg(enumlabel::text ORDER BY enumsortorder) FROM pg_catalog.pg_enum WHERE enumtypid = pg_type.oid)`;
  const names = `(SELECT coalesce(array_agg(attname::text ORDER BY attnum), '{}') FROM pg_catalog.pg_attribute WHERE attrelid = typrelid AND attnum > 0 AND NOT attisdropped)`;
  const list = (texts: readonly string[]) => `ARRAY[${texts.map(literal).join(', ')}]::text[]`;
  const comment = [was?.comment ?? '', is.comment ?? '', described('oid', 'pg_type', is.comment)] as const;
  if (is.type === 'enum' && (was ?? is).type === 'enum') {
    return changed(where, [
      [(was as typeof is | undefined)?.values, is.values, `${labels} = ${list(is.values)}`],
      comment,
    ]);
  }
  if (is.type === 'composite' && (was ?? is).type === 'composite') {
    const of = (type: typeof is) => type.attributes.map(({ name }) => name);
    const now = of(is);
    return changed(where, [
      [
        was && of(was as typeof is).toSorted(),
        now.toSorted(),
        `${names} @> ${list(now)} AND cardinality(${names}) = ${now.length}`,
      ],
      comment,
    ]);
  }
  if (is.type === 'domain' && (was ?? is).type === 'domain') {
    const before = was as typeof is | undefined;
    const checks = (type: typeof is) => type.constraints.map(({ name }) => name).toSorted();
    const named = `(SELECT coalesce(array_agg(conname::text), '{}') FROM pg_catalog.pg_constraint WHERE contypid = pg_type.oid AND contype = 'c')`;
    return changed(where, [
      [before?.nullable, is.nullable, truth('typnotnull', !is.nullable)],
      [
        before?.default === undefined,
        is.default === undefined,
        `typdefault IS ${is.default === undefined ? '' : 'NOT '}NULL`,
      ],
      [
        before && checks(before),
        checks(is),
        `${named} @> ${list(checks(is))} AND cardinality(${named}) = ${checks(is).length}`,
      ],
      comment,
    ]);
  }
  return changed(where, [comment]);
}

export function ofExtension(was: Extension | undefined, is: Extension): Condition[] {
  const where = `pg_catalog.pg_extension JOIN pg_catalog.pg_namespace n ON n.oid = extnamespace WHERE extname = ${literal(is.name)}`;
  return changed(where, [
    ...(is.version === undefined ? [] : [[was?.version, is.version, `extversion = ${literal(is.version)}`] as const]),
    ...(is.schema === undefined ? [] : [[was?.schema, is.schema, `nspname = ${literal(is.schema)}`] as const]),
  ]);
}

export function ofView(was: View | undefined, is: View): Condition[] {
  const columns = (view: View) => view.columns.map(({ name }) => name);
  const names = `(SELECT array_agg(attname::text ORDER BY attnum) FROM pg_catalog.pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped) = ARRAY[${columns(is).map(literal).join(', ')}]::text[]`;
  return [
    ...changed(classOf(is), [
      [was?.options, is.options, optionsAre(is.options)],
      [was && columns(was), columns(is), columns(is).length === 0 ? 'true' : names],
      [was?.comment ?? '', is.comment ?? '', described('oid', 'pg_class', is.comment)],
    ]).filter(([condition]) => condition !== 'true'),
    ...constants('pg_catalog.pg_get_viewdef(oid)', was?.query.text, is.query.text, classOf(is)),
  ];
}
