export type QueryParams = Record<string, string | number>;

/** Query parameters without those that are unset or empty. */
export function query(params: Record<string, string | number | undefined | null>): QueryParams {
  return Object.fromEntries(
    Object.entries(params).filter(
      (entry): entry is [string, string | number] =>
        entry[1] !== undefined && entry[1] !== null && entry[1] !== '',
    ),
  );
}
