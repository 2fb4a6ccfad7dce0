import type { MigrationRule } from './migration-rule.js';
import { kindOf } from './objects.js';
import { shown, told } from './words.js';

export const codeBroken: MigrationRule<'code_broken'> = {
  id: 'code_broken',
  classic: false,
  summary: 'A function or a procedure names in its text what a statement takes away or calls otherwise.',
  reason:
    'The server does not keep what such a text needs: it looks at it only when it runs, and fails there. From triggers every write of their table fails.',
  instead: 'Replace the function first, so that it does without or takes both names, and drop or rename afterwards.',
  example: {
    before: `CREATE TABLE users (id int, mail text);
CREATE FUNCTION mails() RETURNS SETOF text LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY SELECT mail FROM users; END $$;`,
    migration: 'ALTER TABLE users DROP COLUMN mail;',
  },
  judge: ({ statement, object, routine, triggered, language }) => {
    const [table] = triggered;
    return {
      severity: 'potentially_breaking',
      description:
        language === undefined
          ? `The text of ${kindOf(routine)} names ${kindOf(object)}, which is not there any more under that name`
          : `The text of ${kindOf(routine)} is in ${language}, which is not followed, and has the name of ${kindOf(object)}, which is not there any more`,
      ...told(statement, `${routine.kind}s.${shown(routine.name)}`),
      impact: table === undefined ? 'Calls of it fail' : `Writes of '${shown(table)}' fail, whose trigger calls it`,
      suggested_migration: `Replace the ${routine.kind} first, so that it does without`,
      affected_operations: table === undefined ? ['CALL'] : ['INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
