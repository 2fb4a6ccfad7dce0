/** How tables of PostgreSQL begin in which a step that fills a column keeps how far it came; it drops them itself. */
export const PROGRESS_MARK = 'migrate_arch_backfill_';
