/** How Gemara writes a result. */
export type Result = 'Not Run' | 'Passed' | 'Failed' | 'Needs Review' | 'Not Applicable' | 'Unknown';

/** From the one that prevails over all others to the one that any other prevails over. */
const order: readonly Result[] = ['Failed', 'Unknown', 'Needs Review', 'Passed', 'Not Applicable', 'Not Run'];

/**
 * One result of several. Gemara lets `Not Run` prevail over nothing; here a part that was not looked at keeps the whole from
 * being `Passed`: it needs a review.
 */
export function aggregated(results: readonly Result[]): Result {
  const [first = 'Not Run'] = results.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
  return first === 'Passed' && results.includes('Not Run') ? 'Needs Review' : first;
}
