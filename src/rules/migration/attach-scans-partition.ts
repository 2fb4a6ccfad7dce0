import type { MigrationRule } from './migration-rule.js';
import { impactOf, shown, toldOf, weigh } from './words.js';

type Kinds = 'attach_partition' | 'attach_partition_beside_default' | 'create_partition_beside_default';

export const attachScansPartition: MigrationRule<Kinds> = {
  id: 'attach_scans_partition',
  classic: false,
  summary: 'A partition comes in, and rows are read to see whether they belong there.',
  reason: 'The table that is attached, or the default partition, is locked against reads and writes meanwhile.',
  instead: 'Add and validate a check that says which rows there are; drop it once the partition is attached.',
  example: {
    before: 'CREATE TABLE logs (day date NOT NULL) PARTITION BY RANGE (day); CREATE TABLE logs_24 (day date NOT NULL);',
    migration: "ALTER TABLE logs ATTACH PARTITION logs_24 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');",
  },
  judge: (effect) => {
    const scanned = effect.scans;
    if (scanned.length === 0) return undefined;
    const locks = effect.locks.filter(({ object }) =>
      scanned.some(({ name, schema }) => name === object.name && schema === object.schema),
    );
    const severity = weigh({ locks, isNew: false });
    if (severity === undefined) return undefined;
    return {
      severity,
      description: `All of ${scanned.map((name) => `'${shown(name)}'`).join(', ')} is read to see which rows belong into partition '${shown(effect.subject)}'`,
      ...toldOf(effect),
      impact: impactOf({ ...effect, locks }, 'every row is read'),
      suggested_migration:
        effect.kind === 'attach_partition'
          ? 'First add to the table a check that its rows are within the bounds (NOT VALID), and VALIDATE it; without NULLs, the rows are not read again'
          : 'First add to the default partition a check that it holds no row of the new partition (NOT VALID), and VALIDATE it',
    };
  },
};
