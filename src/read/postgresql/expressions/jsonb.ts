/** A jsonb value as the server prints it; undefined for what is not JSON, or has numbers that JavaScript would change. */
export function canonicalJsonb(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  // Numbers keep their digits in jsonb; those that JavaScript would print otherwise are left to their text.
  const numbers = text.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/-?\d[\d.eE+-]*/g) ?? [];
  if (numbers.some((number) => String(Number(number)) !== number)) return undefined;
  return depthOf(text) > 500 ? undefined : print(value);
}

function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const character of text) {
    if (character === '{' || character === '[') most = Math.max(most, ++depth);
    else if (character === '}' || character === ']') depth--;
  }
  return most;
}

function print(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(print).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => compareKeys(a, b));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}: ${print(item)}`).join(', ')}}`;
}

/** Shorter keys first, then by bytes (jsonb_util.c, lengthCompareJsonbStringValue). */
function compareKeys(a: string, b: string): number {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length - right.length || left.compare(right);
}
