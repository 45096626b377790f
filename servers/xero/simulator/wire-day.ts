/** A day as Xero's JSON has it: https://developer.xero.com/documentation/api/accounting/requests-and-responses#dates-and-times */
export function wireDay(day: string): string {
  return wireMoment(Date.parse(`${day}T00:00:00Z`));
}

/** A moment in milliseconds since 1970, always in UTC. */
function wireMoment(milliseconds: number): string {
  return `/Date(${milliseconds}+0000)/`;
}

/** The second form in which documents have their days. */
export function dateString(day: string): string {
  return `${day}T00:00:00`;
}

/** The milliseconds of a day or moment as it is sent; undefined for any other text. */
export function momentOf(text: string): number | undefined {
  const milliseconds = /^\/Date\((-?\d+)[+-]\d{4}\)\/$/.exec(text)?.[1];
  return milliseconds === undefined ? undefined : Number(milliseconds);
}
