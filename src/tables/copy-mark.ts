/** The comment of a column of MySQL that is another one by another name, until contract: what it holds that one holds. */
export const COPY_MARK = 'migrate-arch: the same value by another name';
