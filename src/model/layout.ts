/** How the files of steps are laid out: one for each phase, or as a tool for migrations has them. */
export const LAYOUTS = ['phases', 'flyway', 'node-pg-migrate', 'dbmate', 'prisma'] as const;
export type Layout = (typeof LAYOUTS)[number];
