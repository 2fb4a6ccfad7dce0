/** How functions of PostgreSQL begin that keep two columns alike, until contract: what the one holds, the other holds. */
export const MIRROR_MARK = 'migrate_arch_mirror_';
