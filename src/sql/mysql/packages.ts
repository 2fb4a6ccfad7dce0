import type { Catalog } from '../../model/catalog/catalog.js';
import type { OtherObject } from '../../model/catalog/objects.js';
import type { Whole } from './objects.js';
import { id, literal } from './spelling.js';
import { inMode } from './sql-mode.js';

/** The mode in which MariaDB knows packages ("CREATE PACKAGE": "requires sql_mode=ORACLE"). */
const MODE = 'ORACLE';

/** Packages of MariaDB, each with its body: whoever makes one again loses that. */
export function packagesOf({ others }: Catalog): Whole[] {
  const find = (kind: string) => others.filter((each) => each.kind === kind);
  const bodies = new Map(find('package body').map((each) => [each.identity.toLowerCase(), each]));
  return find('package').map((each) => wholePackage(each, bodies.get(each.identity.toLowerCase())));
}

function wholePackage(head: OtherObject, body: OtherObject | undefined): Whole {
  const name = head.identity;
  const create = (word: string, { definition }: OtherObject) =>
    `CREATE OR REPLACE ${word} ${id(name)} ${definition.text}`;
  return {
    key: `package ${name}`.toLowerCase(),
    title: `package ${name}`,
    path: `others.${name}`,
    object: [head, body],
    make: inMode(MODE, [create('PACKAGE', head), ...(body === undefined ? [] : [create('PACKAGE BODY', body)])]),
    drop: inMode(MODE, [`DROP PACKAGE IF EXISTS ${id(name)}`]),
    found: `SELECT COUNT(*) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() AND ROUTINE_NAME = ${literal(name)} AND ROUTINE_TYPE = 'PACKAGE'`,
    state: [],
  };
}
