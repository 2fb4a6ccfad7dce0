import { nameOfKey } from '../../diff/catalog/automatic-name.js';
import { objectName } from '../../lib/object-name.js';
import type { Index, Table } from '../../model/catalog/table.js';
import { nameKey, type Unit } from '../unit.js';
import { partitionsIn, type Tables } from './lineage.js';
import type { Part } from './part.js';
import { full, reg, relationQuery } from './spelling.js';
import { createIndex, dropInvalid, isBuilt } from './tables.js';

interface Branch {
  readonly table: Table;
  /** The name that the server gives to the index of a partition. */
  readonly name: string;
  /** The index that it is attached to. */
  readonly above: string;
}

/**
 * An index of a partitioned table while others write: first of the table alone, then of each partition concurrently,
 * and each attached, whatever else fits. Nothing where partitions come or go at the same time, and where the names of
 * their indexes are taken.
 */
export function partitionedIndex(unit: Unit, before: Tables, after: Tables): Part[] | undefined {
  const made = unit.object as Index;
  const table = unit.relation && after.get(nameKey(unit.relation));
  if (table?.partitioning === undefined || !made.isValid || made.attachedTo !== undefined) return undefined;
  const columns = [...made.keys.map(nameOfKey), ...made.include];
  if (new Set(columns).size !== columns.length) return undefined;
  const branches = branchesOf(after, table, made.name, columns);
  if (branches.length === 0 || !branches.every((branch) => isFree(branch, before, after))) return undefined;
  const place = ({ schema }: Table, name: string) => full({ schema, name });
  const of = ({ name }: Branch): Index => ({ ...made, name });
  const leaves = branches.filter((each) => each.table.partitioning === undefined);
  const inner = branches.filter((each) => each.table.partitioning !== undefined);
  return [
    {
      title: `begin ${unit.title}, of the table alone`,
      up: [
        createIndex(table, made, { only: true }),
        ...inner.map((each) => createIndex(each.table, of(each), { only: true })),
      ],
      down: [...unit.drop, ...branches.map((each) => `DROP INDEX IF EXISTS ${place(each.table, each.name)}`)],
      transactional: true,
      verify: [{ run: `SELECT EXISTS (${relationQuery({ schema: table.schema, name: made.name })})`, expect: 't' }],
    },
    {
      title: `build ${unit.title} for each partition`,
      up: leaves.flatMap((each) => [
        dropInvalid(each.table, each.name),
        createIndex(each.table, of(each), { isConcurrent: true }),
      ]),
      down: [],
      transactional: false,
      verify: leaves.map((each) => isBuilt(each.table, each.name)),
    },
    {
      title: `create ${unit.title} of them`,
      // The lowest first: an index is valid once all below it are attached.
      up: [
        ...branches
          .toReversed()
          .map((each) => `ALTER INDEX ${each.above} ATTACH PARTITION ${place(each.table, each.name)}`),
        ...unit.create.slice(1),
      ],
      down: [],
      transactional: true,
      verify: [
        {
          run: `SELECT indisvalid FROM pg_catalog.pg_index WHERE indexrelid = ${reg('regclass', place(table, made.name))}`,
          expect: 't',
        },
      ],
    },
  ];
}

/** The partitions of a table, each before its own, with the names that their indexes get (`ChooseIndexName`). */
function branchesOf(after: Tables, table: Table, index: string, columns: readonly string[]): Branch[] {
  const above = full({ schema: table.schema, name: index });
  return partitionsIn(after, table).flatMap((each) => {
    const share = sharesOf(each).find(
      (one) => one.attachedTo?.name === index && one.attachedTo.schema === table.schema,
    );
    const name = share?.name ?? objectName(each.name, columns.join('_'), 'idx');
    return [{ table: each, name, above }, ...branchesOf(after, each, name, columns)];
  });
}

/** Whether a partition is there before as it is after, and nothing beside it has the name of the index. */
function isFree({ table, name }: Branch, before: Tables, after: Tables): boolean {
  const was = before.get(nameKey(table));
  if (was?.partitionOf === undefined || was.foreign !== undefined) return false;
  if (JSON.stringify(was.partitionOf.parent) !== JSON.stringify(table.partitionOf?.parent)) return false;
  const isOther = (each: Table, one: Table['indexes' | 'constraints'][number]) =>
    nameKey(each) !== nameKey(table) ||
    !sharesOf(table).some((own) => own.attachedTo !== undefined && own.name === one.name);
  const names = [...before.values(), ...after.values()].flatMap((each) => {
    const parts = [...each.indexes, ...each.constraints].filter((one) => isOther(each, one));
    return each.schema === table.schema ? [each.name, ...parts.map((one) => one.name)] : [];
  });
  return !names.includes(name);
}

/** What a partition has that may be attached to something of its parent. */
function sharesOf({ indexes, constraints }: Table): Pick<Index, 'name' | 'attachedTo'>[] {
  return [...indexes, ...constraints.filter((each) => 'options' in each)];
}
