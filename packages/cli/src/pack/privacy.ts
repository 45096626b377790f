/** What a server does with what it sees, for every page about one. */
export function privacyLines(system: string): string[] {
  return [
    `Nothing leaves your computer but the requests to ${system}. There is no telemetry. The audit trail stays in a folder of yours and holds`,
    'digests of arguments and answers, not their text.',
  ];
}
