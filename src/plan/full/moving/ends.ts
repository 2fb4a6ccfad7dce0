import { hereDocument } from '../../../lib/here-document.js';
import { mysqlClient } from '../../../lib/mysql-client.js';
import { psql } from '../../../lib/psql.js';
import { quoteLiteral, quotePath } from '../../../lib/quote.js';
import { asks, type Context, type Draft } from '../draft.js';
import * as mysql from './mysql-sides.js';
import * as postgresql from './postgresql-sides.js';
import type { Store } from './stores.js';

/** What both sides are. */
export interface Ends {
  readonly SOURCE: Store;
  readonly TARGET: Store;
}

/** How a side is kept from being written, and asked. */
export interface EndTools {
  readonly stop: readonly string[];
  readonly allow: string;
  readonly isStopped: Draft['verify'];
  readonly isAllowed: Draft['verify'];
  /** Prints `connected` when a program is; nothing where nobody can ask. */
  readonly connected?: string;
  /** A command that prints each table with its rows, and a tab between; nothing where no client is known. */
  count(tables: readonly string[]): string | undefined;
}

export function toolsOfEnd({ settings }: Context, end: 'SOURCE' | 'TARGET', ends: Ends): EndTools {
  const store = ends[end];
  switch (store) {
    case 'postgresql': {
      const side = `${end}_URL` as const;
      const isReadOnly = psql('SHOW default_transaction_read_only', side);
      return {
        stop: postgresql.refuseWrites(side),
        allow: postgresql.takeWrites(side),
        isStopped: [asks(isReadOnly, 'on')],
        isAllowed: [asks(isReadOnly, 'off')],
        connected: postgresql.isConnected(side),
        count: (tables) =>
          hereDocument(
            `psql "$${side}" --no-psqlrc --set ON_ERROR_STOP=1 --tuples-only --no-align --field-separator="$(printf '\\t')"`,
            tables.map((name) => `SELECT ${quoteLiteral(name, 'postgresql')}, count(*) FROM ${quotePath(name, '"')};`),
          ),
      };
    }
    case 'mysql':
    case 'mariadb': {
      const isReadOnly = mysql.isReadOnly(store, end);
      return {
        stop: mysql.refuseWrites(store, end),
        allow: mysql.takeWrites(store, end),
        isStopped: [asks(isReadOnly, '1')],
        isAllowed: [asks(isReadOnly, '0')],
        connected: mysql.mysqlConnected(store, end),
        count: (tables) =>
          hereDocument(
            `${mysqlClient(store, `${end}_FILE`)} --raw`,
            tables.map((name) => `SELECT ${quoteLiteral(name, 'mysql')}, COUNT(*) FROM ${quotePath(name, '`')};`),
          ),
      };
    }
    default: {
      const side = end.toLowerCase();
      const command = settings.ask('writes_command');
      return {
        stop: [`${command} stop ${side}`],
        allow: `${command} allow ${side}`,
        isStopped: [asks(`${command} ask ${side}`, 'stopped')],
        isAllowed: [asks(`${command} ask ${side}`, 'allowed')],
        count: () => undefined,
      };
    }
  }
}
