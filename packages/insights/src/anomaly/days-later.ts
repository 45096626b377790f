/** How much later something came, in words. */
export function daysLater(days: number): string {
  if (days === 0) return 'on the same day';
  return days === 1 ? 'the day after' : `${days} days later`;
}
