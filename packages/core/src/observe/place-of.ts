/** Where an error happened. Its message stays out: it may quote whatever a system answered or a person entrusted to us. */
export function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is not an error was thrown';
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return [error.name, ...frames.slice(0, 6).map((line) => line.trim())].join(' ');
}
