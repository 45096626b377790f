/** A day that the calendar has. */
export function isDay(text: string): boolean {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(text) : undefined;
  return date?.toJSON()?.startsWith(text) ?? false;
}

/** A time with its zone on a day that the calendar has. */
export function isTime(text: string): boolean {
  const isShaped = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})$/.test(text);
  return isShaped && isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}
