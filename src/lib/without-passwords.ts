const QUOTED = /'(?:[^'\\]|''|\\.)*'?|"(?:[^"\\]|""|\\.)*"?/.source;

/** Where a statement says a password, or the hash of one, of an account or of another server. */
const PASSWORD = new RegExp(
  String.raw`(\bBY|PASSWORD(?:\s+FOR\s+\S+)?|\bIDENTIFIED\s+(?:WITH|VIA)\s+\S+\s+(?:AS|USING))(\s*=?\s*(?:PASSWORD)?\s*\(?\s*)(?:${QUOTED})`,
  'gi',
);

/** A statement without the passwords in it. */
export function withoutPasswords(statement: string): string {
  return statement.replaceAll(PASSWORD, "$1$2'…'");
}
