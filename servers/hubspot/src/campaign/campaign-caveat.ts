import { mostEmails } from './campaign.ts';

/** What to bear in mind with the figures of a campaign of so many emails. */
export function caveatsOf(emails: number): string[] {
  return [
    'Opens include those that mail programs make by themselves (Apple Mail Privacy Protection); clicks are firmer.',
    'A recipient of several emails counts once for each, so the tests are a little too sure of themselves.',
    'The score takes rates as they are, those with too few cases included.',
    ...(emails >= mostEmails ? [`Only the first ${emails} emails are counted.`] : []),
  ];
}
