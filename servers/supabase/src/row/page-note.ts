import { leftOut } from '../vector/vector-columns.ts';

/** What sets a page of rows apart from what its reader may take it for. */
interface PageTraits {
  /** Columns that were left out. */
  vectors: readonly string[];
  /** Nothing was found by one who is not signed in. */
  isHidden: boolean;
  isUnordered: boolean;
  isEstimated: boolean;
  /** What is to be known of its filters. */
  hints: readonly string[];
}

const nobodySignedIn =
  'Nobody is signed in: this is what row level security shows to the role anon. Others may see more; that takes SUPABASE_EMAIL and SUPABASE_PASSWORD in the configuration.';
const withoutOrder =
  'No primary key is known here, so pages may overlap or leave rows out; end order with a column that is unique, such as id.';

/** What a reader has to know of a page of rows; empty for most. */
export function pageNote({ vectors, isHidden, isUnordered, isEstimated, hints }: PageTraits): string {
  return [
    ...(vectors.length > 0 ? [leftOut(vectors)] : []),
    ...(isHidden ? [nobodySignedIn] : []),
    ...(isUnordered ? [withoutOrder] : []),
    ...(isEstimated ? ['count is an estimate of the database.'] : []),
    ...hints,
  ].join(' ');
}
