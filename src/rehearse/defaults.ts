/** How many rows each table gets. */
export const DEFAULT_ROWS = 50;
