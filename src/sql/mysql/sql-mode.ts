const KEPT = 'SET @migrate_arch_mode = @@SESSION.sql_mode';
const RESTORED = 'SET SESSION sql_mode = @migrate_arch_mode';

/** What has the session take a mode besides those that it has, and what gives it back those that it had. */
export function besidesMode(mode: string): { readonly leading: string[]; readonly following: string[] } {
  return {
    leading: [KEPT, `SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',${mode}')`],
    following: [RESTORED],
  };
}

/** Statements as they are done in a mode besides; as they are where none is needed. */
export function inMode(mode: string | undefined, statements: readonly string[]): readonly string[] {
  if (mode === undefined) return statements;
  const { leading, following } = besidesMode(mode);
  return [...leading, ...statements, ...following];
}
