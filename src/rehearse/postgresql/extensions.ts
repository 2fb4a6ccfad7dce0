/** Extensions that are part of every PostgreSQL. */
const BUILT_IN: ReadonlySet<string> = new Set(['plpgsql']);

/** The extensions that a text makes, by their names. */
export function extensionsOf(text: string): string[] {
  const made = text.matchAll(/\bcreate\s+extension\s+(?:if\s+not\s+exists\s+)?(?:"((?:[^"]|"")+)"|(\w+))/gi);
  const names = [...made].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? (plain as string).toLowerCase());
  return [...new Set(names)].filter((name) => !BUILT_IN.has(name));
}
