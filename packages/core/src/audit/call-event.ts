/** Whether an event is the beginning of a call. */
export function isIntent(event: string): boolean {
  return event.endsWith('.intent');
}

/** Whether an event is the end of a call. */
export function isOutcome(event: string): boolean {
  return event.endsWith('.outcome');
}

/** The event that ends what an intent began. */
export function outcomeOf(intent: string): string {
  return intent.replace(/intent$/, 'outcome');
}
