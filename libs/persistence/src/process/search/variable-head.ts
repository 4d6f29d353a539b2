/** Characters of a variable's value that are indexed, see the migration. */
export const VALUE_HEAD = 40;
