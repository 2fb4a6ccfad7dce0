/** How tables of PostgreSQL begin in which a step that fills a column keeps how far it came; it drops them itself. */
export const PROGRESS_MARK = 'migrate_arch_backfill_';

/** How names of MySQL begin that steps give to what is theirs alone, such as the procedure that fills a column. */
export const ASIDE_MARK = '_migrate_arch_';
