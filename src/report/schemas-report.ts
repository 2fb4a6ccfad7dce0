import type { SchemaPair, SchemaSide } from '../model/schema-pair.js';
import { type Block, field } from './block.js';

/** Where the schemas came from, and what tells them from others. */
export function reportSchemas(schemas: SchemaPair | undefined): Block[] {
  if (schemas === undefined) return [];
  return [field('Schema Before', shown(schemas.before)), field('Schema After', shown(schemas.after))];
}

function shown({ source, fingerprint }: SchemaSide): string {
  const name = source === '-' ? 'standard input' : source;
  return fingerprint === undefined ? name : `${name}, fingerprint ${fingerprint}`;
}
